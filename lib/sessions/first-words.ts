/** So much more is read than is kept: marks and addresses go. */
const READ = 8;

/** Without half of a character that a cut went through. */
const whole = (text: string) => text.replace(/[\uD800-\uDBFF]$/, "");

/** The beginning of a Markdown text as plain words on one line, cut between two of them. */
export function firstWords(markdown: string, longest: number): string {
  const words = whole(markdown.slice(0, longest * READ))
    .replace(/^\s*(```|~~~).*$/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*(#{1,6}|>|[-*+]|\d+\.)\s+/gm, "")
    .replace(/(\*\*|__|~~|`)/g, "")
    .replace(/\*(?=\S)([^*]*[^*\s])\*/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
  if (words.length <= longest) return words;
  const cut = words.slice(0, longest);
  const end = cut.lastIndexOf(" ");
  // Words that are not told apart by spaces end between two characters.
  return `${end > longest / 2 ? cut.slice(0, end) : whole(cut)}…`;
}
