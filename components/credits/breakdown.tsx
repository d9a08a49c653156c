import clsx from "clsx";
import type { ReactNode } from "react";
import { formatCount } from "@/components/format";
import { LocalTime } from "@/components/local-time";
import type { CreditSummary, Credits, LotKind } from "@/lib/credits/credits";
import { KIND_COLOUR, KIND_WORDS } from "./credit-words";

type Part = { key: string; kind: LotKind; words: string; amount: Credits; end: ReactNode };

/** What there is of each kind with its end, in the order in which it is spent. */
function partsOf({ breakdown, monthly, details: { rollovers, given } }: CreditSummary): Part[] {
  const part = (
    kind: LotKind,
    amount: Credits,
    end: ReactNode,
    words: string = KIND_WORDS[kind],
    key = words,
  ): Part => ({
    key,
    kind,
    words,
    amount,
    end,
  });
  const ahead = (iso: string) => <LocalTime iso={iso} style="ahead" />;
  const month = monthly.resetAt !== null && (
    <>
      {monthly.renewing ? "renews" : "ends"} {ahead(monthly.resetAt)}
    </>
  );
  // What runs still hold of months that have ended belongs to no open lot.
  const carried = rollovers.reduce((total, { amount }) => total + amount, 0);
  const parts = [
    part("monthly", breakdown.monthly, month || "ended, held by a run"),
    ...rollovers.map((lot) =>
      part(
        "rollover",
        lot.amount,
        <>expires {ahead(lot.expiresAt)}</>,
        KIND_WORDS.rollover,
        `rollover ${lot.expiresAt}`,
      ),
    ),
    part("rollover", breakdown.rollover - carried, "ended, held by a run", KIND_WORDS.rollover, "rollover ended"),
    part("trial", breakdown.trial - given, "never expires"),
    part("trial", given, "never expires", "Given by support"),
    part("purchased", breakdown.purchased, "never expires"),
  ];
  return parts.filter(({ kind, amount }) => amount > 0 || (kind === "monthly" && monthly.allocated > 0));
}

function Row({ children, amount, className }: { children: ReactNode; amount: string; className?: string }) {
  return (
    <div className={clsx("flex items-baseline gap-2", className)}>
      <dt className="flex min-w-0 flex-1 items-baseline gap-2">{children}</dt>
      <dd className="figures text-13">{amount}</dd>
    </div>
  );
}

/** Every kind of credit with its amount and end, then what runs hold of it, and what is left to spend. */
export function Breakdown({ summary }: { summary: CreditSummary }) {
  const { held, available, debt, details } = summary;
  const parts = partsOf(summary);
  return (
    <dl className="flex flex-col gap-2 text-13">
      {parts.map(({ key, kind, words, amount, end }) => (
        <Row key={key} amount={formatCount(amount)}>
          <span aria-hidden className={clsx("size-2 shrink-0 rounded-[2px]", KIND_COLOUR[kind])} />
          <span className="flex min-w-0 flex-col">
            {words}
            <span className="text-12 text-faint">{end}</span>
          </span>
        </Row>
      ))}
      {parts.length === 0 && <p className="text-soft">No credits at the moment.</p>}
      {held > 0 && (
        <>
          <Row amount={`\u2212${formatCount(held)}`} className="border-t pt-2">
            <span aria-hidden className="hatched size-2 shrink-0 rounded-[2px] ring-1 ring-line" />
            {details.runs === 1 ? "Held by a run" : `Held by ${details.runs} runs`}
          </Row>
          <Row amount={formatCount(available)}>
            <span className="pl-4">Available</span>
          </Row>
        </>
      )}
      {debt > 0 && (
        <Row amount={formatCount(debt)} className="border-t pt-2 text-bad-ink">
          Owed
        </Row>
      )}
    </dl>
  );
}
