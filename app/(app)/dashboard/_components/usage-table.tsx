import type { UsageCounts } from "@/lib/insights/usage-counts";
import { foldLines, sumOf } from "./fold-lines";
import { UsageLine } from "./usage-line";
import type { Measure } from "./usage-query";

type Line = UsageCounts & { key: string; words: string; href: string };

const VALUE = {
  credits: ({ creditsSpent }: UsageCounts) => creditsSpent,
  runs: ({ runs }: UsageCounts) => runs,
  tokens: ({ tokens }: UsageCounts) => tokens,
} as const satisfies Record<Measure, (counts: UsageCounts) => number>;

const HEAD = "py-1 pl-4 text-right font-normal";

type UsageTableProps = {
  title: string;
  by: string;
  lines: readonly Line[];
  measure: Measure;
  /** Where there are many lines, the first alone, with the others in one that leads to all of them, and back. */
  fold?: { isOpen: boolean; href: string };
};

/**
 * Figures by model or package, the largest first; each line leads to its runs, and its bar is its share of what the
 * chart shows.
 */
export function UsageTable({ title, by, lines, measure, fold }: UsageTableProps) {
  const amountOf = VALUE[measure];
  const total = Math.max(amountOf(sumOf(lines)), 1);
  const ofTotal = (counts: UsageCounts) => ({ counts, part: amountOf(counts) / total });
  const largestFirst = lines.toSorted((a, b) => amountOf(b) - amountOf(a));
  const { first, rest } = foldLines(largestFirst, fold !== undefined);
  const isOpen = fold?.isOpen === true;
  return (
    <section aria-labelledby={`by-${by}`} className="min-w-0">
      <h2 id={`by-${by}`} className="mb-1 text-16 font-strong">
        {title}
      </h2>
      <table className="w-full text-13">
        <caption className="sr-only">
          {title}; bars are shares of {measure}
        </caption>
        <thead className="text-12 text-faint">
          <tr>
            <th scope="col" className="py-1 text-left font-normal">
              {by}
            </th>
            <th scope="col" className={HEAD}>
              Runs
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              Succeeded
            </th>
            <th scope="col" className={`${HEAD} max-sm:hidden`}>
              Tokens
            </th>
            <th scope="col" className={HEAD}>
              Credits
            </th>
          </tr>
        </thead>
        <tbody>
          {(isOpen ? largestFirst : first).map((line) => (
            <UsageLine key={line.key} words={line.words} href={line.href} of={ofTotal(line)} />
          ))}
          {fold !== undefined && rest.length > 0 && (
            // The same link before and after, so that it keeps the focus.
            <UsageLine
              key="rest"
              words={isOpen ? `Only the first ${first.length}` : `${rest.length} more ${by.toLowerCase()}s`}
              href={fold.href}
              of={isOpen ? null : ofTotal(sumOf(rest))}
              staysHere
            />
          )}
        </tbody>
      </table>
    </section>
  );
}
