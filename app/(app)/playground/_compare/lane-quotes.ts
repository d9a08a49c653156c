import type { Estimate } from "@/lib/runs/run";
import { knownOf, type Quote } from "../_components/use-estimate";

/** What each lane can cost at most, in the order of the body that was quoted; empty while that is not known. */
export function laneQuotes(quote: Quote): readonly number[] {
  const known: (Estimate & { lanes?: readonly Estimate[] }) | null = knownOf(quote);
  return known?.lanes?.map(({ maxCredits }) => maxCredits) ?? [];
}
