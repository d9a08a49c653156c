import { AppError } from "@/lib/errors";
import { COMMAND_LENGTH_MAX } from "@/lib/packages/prompt-limits";

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

/** Refuses before a short template that names its input often makes gigabytes of a long one. */
function requireLength(length: number): void {
  if (length <= COMMAND_LENGTH_MAX) return;
  const most = COMMAND_LENGTH_MAX.toLocaleString("en");
  const message = `This command would make more than ${most} characters of the input; give it a shorter one.`;
  throw new AppError("invalid_input", { message, details: { issues: [{ path: "userInput", message }] } });
}

/**
 * The user message a slash command makes of an input: `$ARGUMENTS` is the whole input, `$1` to `$99` its words as a
 * shell splits them (empty where there is none); in a template with neither, the input follows after a blank line.
 * One that would pass `COMMAND_LENGTH_MAX` is `invalid_input`, and is not built.
 */
export function fillCommand(template: string, input: string): string {
  if (template.search(PLACEHOLDER) === -1) {
    const head = `${template.trimEnd()}\n\n`;
    requireLength(head.length + input.length);
    return head + input;
  }
  const words = splitArguments(input);
  const argument = (whole: string | undefined, position: string | undefined) =>
    whole === undefined ? (words[Number(position) - 1] ?? "") : input;
  let length = template.length;
  for (const [place, whole, position] of template.matchAll(PLACEHOLDER)) {
    length += argument(whole, position).length - place.length;
  }
  requireLength(length);
  return template.replace(PLACEHOLDER, (_, whole: string | undefined, position: string) => argument(whole, position));
}
