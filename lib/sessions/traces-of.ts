/** So many characters in a row are no chance. */
const TRACE = 8;

/** The stretches of a title in which so much of a value stands that it can be told; offsets are UTF-16. */
export function tracesOf(value: string, title: string): { start: number; end: number }[] {
  const parts = new Set<string>();
  for (let at = 0; at + TRACE <= value.length; at += 1) parts.add(value.slice(at, at + TRACE));
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at + TRACE <= title.length; at += 1) {
    if (!parts.has(title.slice(at, at + TRACE))) continue;
    const last = spans.at(-1);
    if (last !== undefined && at <= last.end) last.end = at + TRACE;
    else spans.push({ start: at, end: at + TRACE });
  }
  return spans;
}
