import { wordOf } from "@/app/_components/address-words";
import type { AskedDays } from "@/components/insights/read-period";
import { hrefWith } from "@/components/ui/href-with";
import type { Day } from "@/lib/insights/day";
import type { OwnRun, RunFilter } from "@/lib/insights/own-run";
import type { Period } from "@/lib/insights/period";

/** What an address has after its question mark. */
export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export const MEASURES = ["credits", "runs", "tokens"] as const;
/** What the large chart and the bars in the tables show. */
export type Measure = (typeof MEASURES)[number];

const ALL = "all";

export function measureOf(parameters: SearchParams): Measure {
  return MEASURES.find((measure) => measure === wordOf(parameters["show"])) ?? "credits";
}

/** What a look at the dashboard asks for: which measure, which days, and of many packages the first or all. */
export type UsageQuery = { measure: Measure; days: AskedDays; hasAllPackages: boolean };

export function usageHref({ measure, days, hasAllPackages }: UsageQuery): string {
  return hrefWith("/dashboard", {
    show: measure === "credits" ? undefined : measure,
    packages: hasAllPackages ? ALL : undefined,
    ...days,
  });
}

export const hasAllPackages = (parameters: SearchParams) => wordOf(parameters["packages"]) === ALL;

export type RunsQuery = RunFilter & { day?: Day | undefined };

/** The list of the runs behind a figure. */
export function runsHref(
  { from, to }: Period,
  { day, ...filter }: RunsQuery & { cursor?: string | undefined } = {},
): string {
  return hrefWith("/dashboard/runs", { from, to, day, ...filter });
}

/** Where a run is read, while its session is there. */
export function turnHref({ id, sessionId }: Pick<OwnRun, "id" | "sessionId">): string | null {
  return sessionId === null ? null : `/playground?session=${sessionId}&run=${id}#turn-${id}`;
}
