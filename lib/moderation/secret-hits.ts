import { assignmentHits } from "@/lib/moderation/assignment-hits";
import type { Hit } from "@/lib/moderation/finding";
import { privateKeyHits } from "@/lib/moderation/private-key-hits";
import { secretlintHits } from "@/lib/moderation/secretlint-hits";
import { tokenHits } from "@/lib/moderation/token-hits";
import { urlPasswordHits } from "@/lib/moderation/url-password-hits";

/** Secrets in a text; of rules that find the same stretch, the one that knows best what it is comes first. */
export async function secretHits(text: string): Promise<Hit[]> {
  return [
    ...privateKeyHits(text),
    ...tokenHits(text),
    ...(await secretlintHits(text)),
    ...urlPasswordHits(text),
    ...assignmentHits(text),
  ];
}
