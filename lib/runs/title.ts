const TITLE_CODE_POINTS = 80;

/** A session's first title: the first line of the input that says something, shortened at a word. */
export function titleOf(userInput: string): string {
  const line = userInput
    .split(/\r?\n/)
    .map((text) => text.replace(/\s+/g, " ").trim())
    .find((text) => text !== "");
  const points = [...(line ?? "Untitled").slice(0, TITLE_CODE_POINTS * 2)];
  if (points.length <= TITLE_CODE_POINTS) return points.join("");
  const cut = points.slice(0, TITLE_CODE_POINTS - 1).join("");
  const word = cut.lastIndexOf(" ");
  return `${word > TITLE_CODE_POINTS / 2 ? cut.slice(0, word) : cut}…`;
}
