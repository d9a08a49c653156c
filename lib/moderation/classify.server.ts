import "server-only";
import type { SharedText } from "@/lib/moderation/finding";
import type { Judgement } from "@/lib/moderation/judgement";

/** Has a model judge texts that are about to be shared; never throws. The cost is what the provider bills for it. */
export async function classify(
  _texts: readonly SharedText[],
  _now: Date,
): Promise<Judgement & { costNanoUsd: number }> {
  return { outcome: "unjudged", why: "no_key", costNanoUsd: 0 };
}
