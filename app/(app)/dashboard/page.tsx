import type { Metadata } from "next";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { readPeriod } from "@/components/insights/read-period";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import { findLastUsage } from "@/lib/insights/find-last-usage.server";
import { getUsage } from "@/lib/insights/get-usage.server";
import { Budget } from "./_components/budget";
import { DashboardTabs } from "./_components/dashboard-tabs";
import { Forecast } from "./_components/forecast";
import { NoUsage } from "./_components/no-usage";
import { UsageHead } from "./_components/usage-head";
import { UsageParts } from "./_components/usage-parts";
import { hasAllPackages, measureOf, usageHref } from "./_components/usage-query";
import { usageSentence } from "./_components/usage-words";

export const metadata: Metadata = { title: "My usage" };

export default async function DashboardPage({ searchParams }: PageProps<"/dashboard">) {
  const parameters = await searchParams;
  const at = now();
  const today = dayOf(at);
  const { period, asked, problem } = readPeriod(parameters, at);
  const query = { measure: measureOf(parameters), days: asked, hasAllPackages: hasAllPackages(parameters) };
  const viewer = await requireViewer(usageHref(query));
  const usage = await getUsage(viewer.id, period, at);
  const isEmpty = usage.runs === 0;
  const last = isEmpty ? await findLastUsage(viewer.id) : null;
  const isNew = isEmpty && last === null;
  return (
    <Page title="My usage" lead={isNew ? "You have run nothing yet." : usageSentence(usage, today)}>
      <DashboardTabs current="usage" days={asked} />
      {!isNew && <UsageHead period={period} query={query} problem={problem} isEmpty={isEmpty} />}
      {isEmpty ? <NoUsage last={last} /> : <UsageParts usage={usage} query={query} today={today} />}
      <Forecast usage={usage} today={today} />
      <Budget userId={viewer.id} now={at} />
    </Page>
  );
}
