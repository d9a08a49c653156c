// `$5.00` and `$100` are amounts, `$$` and `\$` are not ours: all of them stay as they were written.
const PLACEHOLDER = /(?<![\\$])\$(?:(ARGUMENTS)(?![A-Za-z0-9_])|([1-9]\d?)(?!\d|[.,]\d))/g;

// A quote that is never closed is a plain character: the last row takes it.
const PIECE = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|(\s+)|([^\s"'\\]+|.)/gs;

/** Splits an input into arguments as a shell splits words: at blanks, but for quotes and backslashes. */
export function splitArguments(input: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (const [, double, single, escaped, blank, plain] of input.matchAll(PIECE)) {
    if (blank === undefined) {
      word = (word ?? "") + (double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? plain ?? "");
    } else if (word !== null) {
      words.push(word);
      word = null;
    }
  }
  return word === null ? words : [...words, word];
}

/**
 * The user message a slash command makes of an input: `$ARGUMENTS` is the whole input, `$1` to `$99` its words as a
 * shell splits them (empty where there is none); in a template with neither, the input follows after a blank line.
 */
export function fillCommand(template: string, input: string): string {
  if (template.search(PLACEHOLDER) === -1) return `${template.trimEnd()}\n\n${input}`;
  const words = splitArguments(input);
  return template.replace(PLACEHOLDER, (_, whole: string | undefined, position: string) =>
    whole === undefined ? (words[Number(position) - 1] ?? "") : input,
  );
}
