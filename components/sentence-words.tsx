import { LocalTime } from "@/components/local-time";
import type { Sentence } from "@/lib/credits/next-events";

/** Words with instants among them, which are written in the reader's own time zone. */
export function SentenceWords({ of }: { of: Sentence }) {
  return of.map((part) => (typeof part === "string" ? part : <LocalTime key={part.at} iso={part.at} style="dated" />));
}
