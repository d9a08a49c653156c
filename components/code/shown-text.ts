const LINES_MAX = 2_000;
const LINE_MAX = 5_000;
const CHARACTERS_MAX = 200_000;

export type ShownText = { text: string; isCut: boolean };

/** As much of a file as a page can show at once; no line so long that laying it out takes a breath. */
export function shownText(text: string): ShownText {
  const lines: string[] = [];
  let characters = 0;
  for (let at = 0; at < text.length; ) {
    const found = text.indexOf("\n", at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, Math.min(end, at + LINE_MAX));
    if (lines.length === LINES_MAX || characters + line.length > CHARACTERS_MAX) {
      return { text: lines.join("\n"), isCut: true };
    }
    lines.push(line);
    characters += line.length + 1;
    if (end - at > LINE_MAX) return { text: lines.join("\n"), isCut: true };
    at = end + 1;
  }
  return { text: lines.join("\n"), isCut: false };
}
