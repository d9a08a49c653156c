import type { Hit } from "@/lib/moderation/finding";

/** Data about people in a text. */
export function personalHits(_text: string): Hit[] {
  return [];
}
