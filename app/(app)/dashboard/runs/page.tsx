import type { Metadata } from "next";
import Link from "next/link";
import { wordOf } from "@/app/_components/address-words";
import { listFrom } from "@/app/_components/list-from";
import { Page } from "@/app/_components/page";
import { PageLink } from "@/app/_components/page-link";
import { requireViewer } from "@/app/_components/signed-in";
import { fullDay } from "@/components/insights/day-words";
import { PeriodPicker } from "@/components/insights/period-picker";
import { readPeriod } from "@/components/insights/read-period";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { now } from "@/lib/clock";
import { listRuns } from "@/lib/insights/list-runs.server";
import type { RunFilter } from "@/lib/insights/own-run";
import { MODELS } from "@/lib/models/models";
import { findPackage } from "@/lib/packages/get-package.server";
import { DashboardTabs } from "../_components/dashboard-tabs";
import { OwnRuns } from "../_components/own-runs";
import { readRunsQuery } from "../_components/read-runs-query";
import { runsSentence } from "../_components/run-words";
import { RunsFilter } from "../_components/runs-filter";
import { runsHref } from "../_components/usage-query";
import { packageWords } from "../_components/usage-words";

export const metadata: Metadata = { title: "My runs" };

const PAGE_SIZE = 50;

/** What the package that the address names is called. */
async function packageNameOf(viewerId: string, which: NonNullable<RunFilter["package"]>): Promise<string> {
  if (which === "none" || which === "gone")
    return packageWords({ hasPackage: which === "gone", scope: null, name: null });
  const item = await findPackage(viewerId, { id: which });
  return item === null ? "a package that is not here" : `${item.scope}/${item.name}`;
}

export default async function RunsPage({ searchParams }: PageProps<"/dashboard/runs">) {
  const parameters = await searchParams;
  const at = now();
  const { period, asked, problem } = readPeriod(parameters, at);
  const query = readRunsQuery(parameters);
  const { day, ...filter } = query;
  const viewer = await requireViewer(runsHref(period, query));
  const [page, packageName] = await Promise.all([
    listFrom(wordOf(parameters["cursor"]), (cursor) =>
      listRuns({
        userId: viewer.id,
        period: day === undefined ? period : { from: day, to: day },
        limit: PAGE_SIZE,
        cursor,
        now: at,
        ...filter,
      }),
    ),
    filter.package === undefined ? null : packageNameOf(viewer.id, filter.package),
  ]);
  const filters = [
    ...(day === undefined ? [] : [{ words: fullDay(day), without: runsHref(period, filter) }]),
    ...(filter.model === undefined
      ? []
      : [{ words: MODELS[filter.model].label, without: runsHref(period, { ...query, model: undefined }) }]),
    ...(packageName === null
      ? []
      : [{ words: packageName, without: runsHref(period, { ...query, package: undefined }) }]),
  ];
  const isWhole = page.items.length > 0 && page.nextCursor === null && parameters["cursor"] === undefined;
  return (
    <Page
      title="My runs"
      lead={isWhole ? runsSentence(page.items) : "What stands behind your figures, the newest first."}
    >
      <DashboardTabs current="usage" days={asked} />
      <div className="flex flex-col gap-2">
        <PeriodPicker {...period} path={runsHref(period, query)} problem={problem} />
        <RunsFilter filters={filters} />
      </div>
      {page.items.length === 0 ? (
        <EmptyState title="No runs here">
          <p>You ran nothing in these days{filters.length > 0 && " that fits"}.</p>
          <Button asChild>
            <Link href={filters.length > 0 ? runsHref(period) : "/dashboard"}>
              {filters.length > 0 ? "Show all runs of these days" : "My usage"}
            </Link>
          </Button>
        </EmptyState>
      ) : (
        <OwnRuns runs={page.items} />
      )}
      {page.nextCursor !== null && (
        <div className="mt-4">
          <PageLink href={runsHref(period, { ...query, cursor: page.nextCursor })}>Earlier</PageLink>
        </div>
      )}
    </Page>
  );
}
