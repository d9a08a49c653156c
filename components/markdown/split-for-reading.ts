const LONGEST = 64_000;

/**
 * A text's beginning, which is read as Markdown, and the rest, which is shown as it is written: reading and drawing
 * Markdown takes the server much longer than plain text does, and a package's text may be megabytes.
 */
export function splitForReading(text: string): { markdown: string; rest: string } {
  if (text.length <= LONGEST) return { markdown: text, rest: "" };
  const gap = ["\n\n", "\n", " "].find((candidate) => text.lastIndexOf(candidate, LONGEST - 2) > LONGEST / 2);
  const split = /[\ud800-\udbff]/.test(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
  const end = gap === undefined ? split : text.lastIndexOf(gap, LONGEST - 2) + gap.length;
  return { markdown: text.slice(0, end), rest: text.slice(end) };
}
