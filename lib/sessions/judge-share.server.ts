import "server-only";
import { CATEGORY_WORDS, type Category } from "@/lib/moderation/categories";
import { judgeTexts } from "@/lib/moderation/judge-texts.server";
import { localFlags } from "@/lib/moderation/local-rules";
import type { SharePreview } from "@/lib/sessions/share";
import { type Snapshot, textsOf } from "@/lib/sessions/snapshot";

type Refusals = SharePreview["refusals"];

function toRefusal(category: Category | null, reason: string): Refusals[number] {
  if (category === null) return { category: "unknown", label: "Could not be judged", reason };
  return { category, label: CATEGORY_WORDS[category].label, reason };
}

/** What plain rules hold against it; asks nobody. */
export function refusalsOf(snapshot: Snapshot): Refusals {
  const refusals = localFlags(textsOf(snapshot)).map(({ category, reason }) => toRefusal(category, reason));
  // The same words stand in the title as a rule.
  return [...new Map(refusals.map((refusal) => [`${refusal.category} ${refusal.reason}`, refusal])).values()];
}

/** What the classifier says of a snapshot; `local` where none is set up. Low doubts refuse nothing. */
export async function judgeSnapshot(
  userId: string,
  snapshot: Snapshot,
  now: Date,
): Promise<{ judgement: "clear" | "unjudged" | "local"; refusals: Refusals }> {
  const judged = await judgeTexts(textsOf(snapshot), { userId, now });
  if (judged.outcome === "unjudged") {
    return { judgement: judged.why === "no_key" ? "local" : "unjudged", refusals: [] };
  }
  const flags = judged.outcome === "flagged" ? judged.flags.filter(({ severity }) => severity === "high") : [];
  return { judgement: "clear", refusals: flags.map(({ category, reason }) => toRefusal(category, reason)) };
}
