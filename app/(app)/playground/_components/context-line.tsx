"use client";

import { formatCount, formatWeight } from "@/components/format";
import { Button } from "@/components/ui/button";
import { SegmentedBar } from "@/components/ui/segmented-bar";
import { formatCredits } from "@/lib/credits/credits";
import { type Context, contextOf } from "./context-words";
import type { Setup } from "./setup";
import { knownOf, type Quote } from "./use-estimate";

type ContextLineProps = {
  quote: Quote;
  /** Does the next run follow earlier turns at all? */
  hasThread: boolean;
  setup: Pick<Setup, "fit" | "budget">;
  onFit: (fit: Setup["fit"]) => void;
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
        <span aria-hidden>{`${percent} % full; `}</span>
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
export function ContextLine({ quote, hasThread, setup, onFit, onBudget }: ContextLineProps) {
  const context = hasThread ? contextOf(knownOf(quote), setup.budget) : null;
  const needed = neededBudget(quote);
  const refused = needed !== null || (hasThread && quote.state === "refused" && quote.error.error === "invalid_input");
  const fitted = setup.fit !== null;
  if (context === null && !refused && !fitted) return null;
  const cheaper = context?.creditsWithout ?? null;
  const offersFit = hasThread && !fitted && (refused || cheaper !== null || (context?.share ?? 0) > 0.5);
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 px-1 pb-1.5" data-testid="context">
      {context !== null && <Meter {...context} />}
      {context === null && fitted && !refused && <span className="text-12 text-soft">The whole thread fits</span>}
      <span className="flex flex-1 flex-wrap items-center justify-end gap-1">
        {needed !== null && (
          <Button size="small" onClick={() => onBudget(needed)}>
            Use {formatCredits(needed)}
          </Button>
        )}
        {offersFit && (
          <Button size="small" look={refused ? "outline" : "quiet"} onClick={() => onFit({ budget: cheaper })}>
            Leave out older turns
            {cheaper !== null && setup.budget === null && (
              <span className="figures font-normal text-faint">at most {cheaper}</span>
            )}
          </Button>
        )}
        {fitted && (
          <Button size="small" look="quiet" onClick={() => onFit(null)}>
            Send the whole thread
          </Button>
        )}
      </span>
    </div>
  );
}
