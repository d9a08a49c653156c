import { DEFAULT_MODEL, type ModelName } from "@/lib/models/models";
import type { Estimate } from "@/lib/runs/run";
import type { ToldOutage } from "../_components/outage";
import { knownOf, type Quote } from "../_components/use-estimate";
import type { Lane } from "./lane";

function estimatesOf(quote: Quote): readonly Estimate[] {
  const known: (Estimate & { lanes?: readonly Estimate[] }) | null = knownOf(quote);
  return known?.lanes ?? [];
}

/** What each lane can cost at most, in the order of the body that was quoted; empty while that is not known. */
export function laneQuotes(quote: Quote): readonly number[] {
  return estimatesOf(quote).map(({ maxCredits }) => maxCredits);
}

/** The lane that may not be run at the moment, else the first: its model, and what the newest quote says of it. */
export function askedForOutage(
  lanes: readonly Pick<Lane, "model">[],
  told: readonly ToldOutage[],
  quote: Quote,
): { model: ModelName; quote: Quote } {
  const estimates = estimatesOf(quote);
  const isTold = ({ model }: Pick<Lane, "model">) =>
    told.some((outage) => outage.model === null || outage.model === model);
  const quoted = estimates.findIndex(({ unavailable }) => unavailable !== null);
  const at = Math.max(quoted < 0 ? lanes.findIndex(isTold) : quoted, 0);
  const estimate = estimates[at];
  const model = lanes[at]?.model ?? DEFAULT_MODEL;
  return { model, quote: quote.state === "known" && estimate !== undefined ? { ...quote, estimate } : quote };
}
