import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { Chart } from "@/components/charts/chart";
import { modelWords } from "@/components/insights/figure-words";
import { PeriodPicker } from "@/components/insights/period-picker";
import { readPeriod } from "@/components/insights/read-period";
import { Button } from "@/components/ui/button";
import { FilterLinks } from "@/components/ui/filter-links";
import { hrefWith } from "@/components/ui/href-with";
import { now } from "@/lib/clock";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { dayOf } from "@/lib/insights/day";
import { findLastUsage } from "@/lib/insights/find-last-usage.server";
import { getUsage, type Usage } from "@/lib/insights/get-usage.server";
import { modelOf } from "@/lib/insights/own-run";
import { Budget } from "./_components/budget";
import { DashboardTabs } from "./_components/dashboard-tabs";
import { NoUsage } from "./_components/no-usage";
import { usageChart } from "./_components/usage-chart";
import { UsageFigures } from "./_components/usage-figures";
import { MEASURES, type Measure, measureOf, runsHref, usageHref } from "./_components/usage-query";
import { UsageTable } from "./_components/usage-table";
import { forecastSentence, packageWords, usageSentence } from "./_components/usage-words";

export const metadata: Metadata = { title: "My usage" };

const MEASURE_WORDS = { credits: "Credits", runs: "Runs", tokens: "Tokens" } as const satisfies Record<Measure, string>;

function byModel({ byModel: lines, ...period }: Usage) {
  return lines.map(({ model, ...counts }) => {
    const href = runsHref(period, { model: modelOf(model) });
    return { key: model, words: modelWords(model), href, ...counts };
  });
}

function byPackage({ byPackage: lines, ...period }: Usage) {
  return lines.map((line) => {
    const which = line.packageId ?? (line.hasPackage ? "gone" : "none");
    return { ...line, key: which, words: packageWords(line), href: runsHref(period, { package: which }) };
  });
}

export default async function DashboardPage({ searchParams }: PageProps<"/dashboard">) {
  const parameters = await searchParams;
  const measure = measureOf(parameters);
  const here = usageHref(measure, parameters);
  const viewer = await requireViewer(here);
  const at = now();
  const today = dayOf(at);
  const { period, problem } = readPeriod(parameters, at);
  const usage = await getUsage(viewer.id, period, at);
  const isEmpty = usage.runs === 0;
  const last = isEmpty ? await findLastUsage(viewer.id) : null;
  const choices = MEASURES.map((one) => ({
    words: MEASURE_WORDS[one],
    href: usageHref(one, parameters),
    current: one === measure,
  }));
  return (
    <Page title="My usage" lead={usageSentence(usage, today)}>
      <DashboardTabs current="usage" />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
        <PeriodPicker {...period} path={here} problem={problem} />
        {!isEmpty && <FilterLinks label="What is shown" choices={choices} />}
      </div>
      {isEmpty ? (
        <NoUsage last={last} />
      ) : (
        <>
          <div className="mt-6">
            <Chart {...usageChart(usage, measure)} empty={`No ${measure} were used in these days.`} />
          </div>
          <div className="mt-10 grid gap-x-12 gap-y-10 lg:grid-cols-2">
            <UsageTable title="By package" by="Package" lines={byPackage(usage)} measure={measure} />
            <UsageTable title="By model" by="Model" lines={byModel(usage)} measure={measure} />
          </div>
          <div className="mt-10">
            <UsageFigures usage={usage} />
          </div>
          <Button asChild size="small" className="mt-4">
            <a href={hrefWith("/dashboard/usage.csv", period)} download>
              Download CSV
            </a>
          </Button>
        </>
      )}
      <section aria-labelledby="forecast" className="mt-10 max-w-[64ch]">
        <h2 id="forecast" className="mb-2 text-14 font-strong">
          How long your credits last
        </h2>
        <p className="text-14">{forecastSentence(usage, today)}</p>
        <p className="mt-2 flex flex-wrap gap-x-4 text-13">
          <Link href="/credits" className="link">
            See your credits
          </Link>
          <Link href={BUY_PATH} className="link">
            Buy credits
          </Link>
        </p>
      </section>
      <div className="mt-10">
        <Budget userId={viewer.id} now={at} />
      </div>
    </Page>
  );
}
