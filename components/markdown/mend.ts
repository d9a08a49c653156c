const CLOSERS = ["**", "__", "~~", "*"] as const;

/** How often a mark stands in text outside of code, as its own sign and not as part of a longer run. */
function countMarks(text: string, mark: string): number {
  const sign = mark.charAt(0).replace(/[*]/, "\\$&");
  const exact = new RegExp(`(?<![\\\\${sign}])${sign}{${mark.length}}(?!${sign})`, "g");
  return text.match(exact)?.length ?? 0;
}

/** A link whose address is still arriving shows its words; an image likewise. */
function mendLink(text: string): string {
  const closed = Math.max(text.lastIndexOf(")"), text.lastIndexOf("\n"));
  for (let end = text.indexOf("](", closed + 1); end >= 0; end = text.indexOf("](", end + 1)) {
    const from = Math.max(text.lastIndexOf("]", end - 1), text.lastIndexOf("\n", end - 1)) + 1;
    const open = text.indexOf("[", from);
    if (open < end && open >= 0) {
      const start = text.charAt(open - 1) === "!" ? open - 1 : open;
      return text.slice(0, start) + text.slice(open + 1, end);
    }
  }
  return text;
}

/**
 * The end of a text that is still arriving, with marks closed that have no end yet, so that `**bol` is bold already
 * and nothing jumps when the rest comes. Only the last paragraph is touched.
 */
export function mendOpenText(raw: string): string {
  const start = raw.lastIndexOf("\n\n") + 1;
  const tail = raw.slice(start).replace(/(?<=^|[\s([])(?:[*_~]{1,3}|`)$/, "");
  const inCode = (tail.match(/(?<!`)`(?!`)/g)?.length ?? 0) % 2 === 1;
  const whole = inCode ? `${tail.trimEnd()}\`` : tail;
  const bare = whole
    .replace(/`[^`\n]*`/g, "")
    .replace(/^[ \t]*[*+-] /gm, "")
    .replace(/(^|\s)[*_~]+(?=\s|$)/g, "$1");
  const missing = CLOSERS.filter((mark) => countMarks(bare, mark) % 2 === 1);
  const closed = missing.length === 0 ? whole : `${whole.trimEnd()}${missing.reverse().join("")}`;
  return raw.slice(0, start) + mendLink(closed);
}
