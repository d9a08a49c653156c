import clsx from "clsx";
import { LocalTime } from "@/components/local-time";
import { type CreditSummary, LOT_KINDS, type LotKind } from "@/lib/credits/credits";
import { KIND_COLOUR, KIND_WORDS } from "./credit-words";

function Expiry({ kind, summary }: { kind: LotKind; summary: CreditSummary }) {
  if (kind === "monthly" && summary.monthly.resetAt !== null) {
    return (
      <>
        {summary.monthly.renewing ? "renews" : "ends"} <LocalTime iso={summary.monthly.resetAt} style="ahead" />
      </>
    );
  }
  if (kind === "rollover" && summary.rollover.expiresAt !== null) {
    return (
      <>
        expires <LocalTime iso={summary.rollover.expiresAt} style="ahead" />
      </>
    );
  }
  return kind === "trial" || kind === "purchased" ? "never expires" : null;
}

/** Every kind of credit with its amount and when it ends, in the order in which they are spent. */
export function Breakdown({ summary }: { summary: CreditSummary }) {
  const kinds = LOT_KINDS.filter(
    (kind) => summary.breakdown[kind] > 0 || (kind === "monthly" && summary.monthly.allocated > 0),
  );
  return (
    <dl className="flex flex-col gap-2 text-13">
      {kinds.map((kind) => (
        <div key={kind} className="flex items-baseline gap-2">
          <dt className="flex min-w-0 flex-1 items-baseline gap-2">
            <span aria-hidden className={clsx("size-2 shrink-0 rounded-[2px]", KIND_COLOUR[kind])} />
            <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
              {KIND_WORDS[kind]}
              <span className="text-12 text-faint">
                <Expiry kind={kind} summary={summary} />
              </span>
            </span>
          </dt>
          <dd className="figures text-13">{summary.breakdown[kind]}</dd>
        </div>
      ))}
      {kinds.length === 0 && <p className="text-soft">No credits at the moment.</p>}
      {summary.held > 0 && (
        <div className="flex items-baseline gap-2 border-t pt-2">
          <dt className="flex flex-1 items-baseline gap-2">
            <span aria-hidden className="hatched size-2 shrink-0 rounded-[2px] ring-1 ring-line" />
            Held for a run
          </dt>
          <dd className="figures text-13">{summary.held}</dd>
        </div>
      )}
      {summary.debt > 0 && (
        <div className="flex items-baseline gap-2 border-t pt-2 text-bad-ink">
          <dt className="flex-1">Owed</dt>
          <dd className="figures text-13">{summary.debt}</dd>
        </div>
      )}
    </dl>
  );
}
