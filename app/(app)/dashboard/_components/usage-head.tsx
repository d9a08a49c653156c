import { PeriodPicker } from "@/components/insights/period-picker";
import { Button } from "@/components/ui/button";
import { FilterLinks } from "@/components/ui/filter-links";
import { hrefWith } from "@/components/ui/href-with";
import type { Period } from "@/lib/insights/period";
import { MEASURES, type Measure, type UsageQuery, usageHref } from "./usage-query";

const MEASURE_WORDS = { credits: "Credits", runs: "Runs", tokens: "Tokens" } as const satisfies Record<Measure, string>;

type UsageHeadProps = { period: Period; query: UsageQuery; problem: string | null; isEmpty: boolean };

/** Which days are shown and, where there is something in them, of what, and the same days as a file. */
export function UsageHead({ period, query, problem, isEmpty }: UsageHeadProps) {
  const choices = MEASURES.map((measure) => ({
    words: MEASURE_WORDS[measure],
    href: usageHref({ ...query, measure }),
    current: measure === query.measure,
  }));
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-96">
        <PeriodPicker {...period} path={usageHref(query)} problem={problem} />
      </div>
      {!isEmpty && (
        <div className="ml-auto flex flex-wrap items-center justify-between gap-x-6 gap-y-2 max-sm:w-full">
          <FilterLinks label="What is shown" choices={choices} />
          <Button asChild size="small">
            <a href={hrefWith("/dashboard/usage.csv", period)} download>
              Download CSV
            </a>
          </Button>
        </div>
      )}
    </div>
  );
}
