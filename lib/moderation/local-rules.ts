import type { Category } from "@/lib/moderation/categories";
import type { SharedText } from "@/lib/moderation/finding";

/** What a rule of ours objects to in one text, and why, in words for the author. */
export type LocalFlag = { category: Category; at: string; reason: string };

const EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";

/** Looks for the few things that are plain without a model; everything that needs judgement is left to one. */
export function localFlags(texts: readonly SharedText[]): LocalFlag[] {
  return texts
    .filter(({ text }) => text.includes(EICAR))
    .map(({ at }) => ({ category: "malware", at, reason: "The test file of virus scanners stands in it." }));
}
