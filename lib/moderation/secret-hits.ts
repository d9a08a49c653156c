import { assignmentHits } from "@/lib/moderation/assignment-hits";
import type { Hit } from "@/lib/moderation/finding";
import { privateKeyHits } from "@/lib/moderation/private-key-hits";
import { secretlintHits } from "@/lib/moderation/secretlint-hits";
import { tokenHits } from "@/lib/moderation/token-hits";
import { urlPasswordHits } from "@/lib/moderation/url-password-hits";

/** Secrets in a text, by our rules and by secretlint's; of two that find the same, ours comes first. */
export async function secretHits(text: string): Promise<Hit[]> {
  const ours = [privateKeyHits, tokenHits, urlPasswordHits, assignmentHits].flatMap((find) => find(text));
  return [...ours, ...(await secretlintHits(text))];
}
