"use client";

import { formatCount, formatWeight } from "@/components/format";
import { Button } from "@/components/ui/button";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import { formatCredits } from "@/lib/credits/credits";
import { type Context, contextOf } from "./context-words";
import { knownOf, type Quote } from "./use-estimate";

type ContextLineProps = {
  quote: Quote;
  /** Does the next run follow earlier turns at all? */
  hasThread: boolean;
  fitHistory: boolean;
  onFitHistory: (value: boolean) => void;
  onBudget: (credits: number) => void;
};

const plural = (count: number, noun: string) => `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;

function Meter({ share, turns, tokens, omitted }: Context) {
  const percent = Math.max(1, Math.round(share * 100));
  return (
    <>
      <SegmentedBar
        className="h-1.5 w-10 shrink-0 sm:w-14"
        label={`The thread fills ${percent} % of what can be sent`}
        total={100}
        segments={[{ key: "sent", amount: percent, className: share > 0.8 ? "bg-live" : "bg-soft" }]}
      />
      <span className="min-w-0 text-12 text-soft" title={`${formatCount(tokens)} tokens of earlier turns`}>
        <span aria-hidden className="figures">{`${percent} %, `}</span>
        {omitted > 0 ? `${plural(omitted, "older turn")} left out, ` : ""}
        {`${plural(turns, "turn")} sent again`}
        <span className="max-sm:hidden">{`, ${formatWeight(tokens)} tokens`}</span>
      </span>
    </>
  );
}

/** The smallest budget that a refused quote would take. */
function neededBudget(quote: Quote): number | null {
  const needed = quote.state === "refused" && quote.error.error === "budget_too_small" && quote.error["minCredits"];
  return typeof needed === "number" ? needed : null;
}

/** How much of the next run is the thread so far, and the ways to pay less for it. Nothing while it does not matter. */
export function ContextLine({ quote, hasThread, fitHistory, onFitHistory, onBudget }: ContextLineProps) {
  const estimate = knownOf(quote);
  const context = hasThread ? contextOf(estimate) : null;
  const needed = neededBudget(quote);
  const isTooLong = quote.state === "refused" && quote.error.error === "invalid_input";
  const refused = needed !== null || (isTooLong && hasThread);
  if (context === null && !refused && !fitHistory) return null;
  const offersFit = hasThread && !fitHistory && (refused || context?.drivesPrice || (context?.share ?? 0) > 0.5);
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 px-1 pb-1.5" data-testid="context">
      {context !== null && <Meter {...context} />}
      {context === null && fitHistory && !refused && <span className="text-12 text-soft">The whole thread fits</span>}
      <span className="flex flex-1 flex-wrap items-center justify-end gap-1">
        {needed !== null && (
          <Button size="small" onClick={() => onBudget(needed)}>
            Use {formatCredits(needed)}
          </Button>
        )}
        {offersFit && (
          <Button size="small" look={refused ? "outline" : "quiet"} onClick={() => onFitHistory(true)}>
            Leave out older turns
          </Button>
        )}
        {fitHistory && (
          <Button size="small" look="quiet" onClick={() => onFitHistory(false)}>
            Send the whole thread
          </Button>
        )}
      </span>
    </div>
  );
}
