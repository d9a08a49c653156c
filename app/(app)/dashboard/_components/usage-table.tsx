import Link from "next/link";
import { formatCount } from "@/components/format";
import { rateWords } from "@/components/insights/figure-words";
import { LinkPending } from "@/components/ui/link-pending";
import { rate } from "@/lib/insights/rate";
import type { Measure } from "./usage-query";

type Line = {
  key: string;
  words: string;
  href: string;
  runs: number;
  succeeded: number;
  failed: number;
  stopped: number;
  tokens: number;
  creditsSpent: number;
};

const VALUE = {
  credits: (line: Line) => line.creditsSpent,
  runs: (line: Line) => line.runs,
  tokens: (line: Line) => line.tokens,
} as const satisfies Record<Measure, (line: Line) => number>;

const HEAD = "py-1 pl-4 text-right font-normal";
const CELL = "figures py-2 pl-4 text-right align-top";

/** How much of the whole a line is, under its name. */
function Share({ value, total }: { value: number; total: number }) {
  return (
    <span aria-hidden className="mt-1 block h-1 rounded-[2px] bg-track forced-color-adjust-none">
      <span
        className="block h-full rounded-[2px] bg-meter-rollover"
        style={{ width: `${(value / Math.max(total, 1)) * 100}%`, minWidth: value > 0 ? 2 : 0 }}
      />
    </span>
  );
}

function success({ succeeded, failed, stopped }: Line): string {
  return rateWords(rate(succeeded, succeeded + failed + stopped));
}

type UsageTableProps = { title: string; by: string; lines: readonly Line[]; measure: Measure };

/** Figures by model or package; each line leads to its runs, and its bar is its share of what the chart shows. */
export function UsageTable({ title, by, lines, measure }: UsageTableProps) {
  const total = lines.reduce((all, line) => all + VALUE[measure](line), 0);
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
          {lines.map((line) => (
            <tr key={line.key} className="border-t">
              <th scope="row" className="w-[45%] py-2 text-left font-normal">
                <Link href={line.href} prefetch={false} className="link wrap-anywhere relative">
                  {line.words}
                  <LinkPending />
                </Link>
                <Share value={VALUE[measure](line)} total={total} />
              </th>
              <td className={CELL}>{formatCount(line.runs)}</td>
              <td className={`${CELL} max-sm:hidden`}>{success(line)}</td>
              <td className={`${CELL} max-sm:hidden`}>{formatCount(line.tokens)}</td>
              <td className={CELL}>{formatCount(line.creditsSpent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
