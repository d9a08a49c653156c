const LENGTH = 280;

/** The beginning of a Markdown text as plain words, cut between two of them. */
export function firstLines(markdown: string): string {
  const words = markdown
    .replace(/^\s*(```|~~~).*$/gm, "")
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+\.)\s+/gm, "")
    .replace(/(\*\*|__|`)/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (words.length <= LENGTH) return words;
  const cut = words.slice(0, LENGTH);
  const end = cut.lastIndexOf(" ");
  // Words that are not told apart by spaces end between two characters.
  return `${end > LENGTH / 2 ? cut.slice(0, end) : cut.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
