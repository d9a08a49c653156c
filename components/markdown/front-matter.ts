/** A document's front matter, as it is written between its two lines of dashes, and the text below it. */
export function splitFrontMatter(text: string): { frontMatter: string | null; body: string } {
  const match = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null) return { frontMatter: null, body: text };
  return { frontMatter: match[1] ?? "", body: text.slice(match[0].length) };
}
