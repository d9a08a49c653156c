import type { Hit } from "@/lib/moderation/finding";

type Stretch = Pick<Hit, "label" | "start" | "end">;

/** Hits that overlap become one, under the label of the longest. */
function merge(hits: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  let longest = 0;
  for (const { label, start, end } of [...hits].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || start >= last.end) {
      merged.push({ label, start, end });
      longest = end - start;
      continue;
    }
    if (end - start > longest) {
      last.label = label;
      longest = end - start;
    }
    last.end = Math.max(last.end, end);
  }
  return merged;
}

/** "[e-mail address removed]"; a name in capitals stays as it is written. */
function notice(label: string): string {
  const [first = "", second = ""] = label;
  return `[${second === second.toLowerCase() ? first.toLowerCase() : first}${label.slice(1)} removed]`;
}

/** A text with each of its hits replaced by words that say what stood there. Takes the hits of this very text only. */
export function redactPrivate(text: string, hits: readonly Stretch[]): string {
  let redacted = "";
  let from = 0;
  for (const { label, start, end } of merge(hits)) {
    redacted += text.slice(from, start) + notice(label);
    from = end;
  }
  return redacted + text.slice(from);
}
