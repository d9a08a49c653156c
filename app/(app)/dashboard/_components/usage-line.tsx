import Link from "next/link";
import { formatCount } from "@/components/format";
import { rateWords } from "@/components/insights/figure-words";
import { LinkPending } from "@/components/ui/link-pending";
import { rate } from "@/lib/insights/rate";
import type { UsageCounts } from "@/lib/insights/usage-counts";

const CELL = "figures py-2 pl-4 text-right align-top";

function Figures({ of: { runs, succeeded, failed, stopped, tokens, creditsSpent } }: { of: UsageCounts }) {
  return (
    <>
      <td className={CELL}>{formatCount(runs)}</td>
      <td className={`${CELL} max-sm:hidden`}>{rateWords(rate(succeeded, succeeded + failed + stopped))}</td>
      <td className={`${CELL} max-sm:hidden`}>{formatCount(tokens)}</td>
      <td className={CELL}>{formatCount(creditsSpent)}</td>
    </>
  );
}

/** How much of the whole a line is, under its name. */
function Share({ part }: { part: number }) {
  return (
    <span aria-hidden className="mt-1 block h-1 rounded-[2px] bg-track forced-color-adjust-none">
      <span
        className="block h-full rounded-[2px] bg-meter-rollover"
        style={{ width: `${part * 100}%`, minWidth: part > 0 ? 2 : 0 }}
      />
    </span>
  );
}

type UsageLineProps = {
  words: string;
  href: string;
  /** What is counted, and which part of the whole it is; null for a line that only leads somewhere. */
  of: { counts: UsageCounts; part: number } | null;
  /** Leads to more of the same table, and not away from it. */
  staysHere?: boolean;
};

/** A line of figures by model or package: its name leads to what stands behind it. */
export function UsageLine({ words, href, of, staysHere = false }: UsageLineProps) {
  return (
    <tr className="border-t">
      <th scope="row" className="w-[45%] py-2 text-left align-top font-normal">
        <Link href={href} prefetch={false} scroll={!staysHere} className="link wrap-anywhere relative">
          {words}
          <LinkPending />
        </Link>
        {of !== null && <Share part={of.part} />}
      </th>
      {of !== null && <Figures of={of.counts} />}
    </tr>
  );
}
