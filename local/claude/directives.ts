const NUMBER_OPTIONS = [
  "tokens",
  "pieces",
  "rate",
  "ttft",
  "delay",
  "retry_after",
  "error_times",
  "thinking",
  "error_after",
  "cut_after",
  "end_after",
  "hang_after",
  "refusal_after",
  "malformed_after",
  "flag_error",
] as const;
const WORD_OPTIONS = ["code", "label", "flag"] as const;
const FLAG_OPTIONS = ["refusal", "markdown", "echo_system", "echo_user"] as const;

type NumberOption = (typeof NUMBER_OPTIONS)[number];
type WordOption = (typeof WORD_OPTIONS)[number];
type FlagOption = (typeof FLAG_OPTIONS)[number];

/**
 * What `[[standin ...]]` asks for, under the names it is written with. Times are milliseconds (`retry_after`, as in the
 * header, seconds), `rate` is tokens a second.
 */
export type Directives = Partial<
  Record<NumberOption, number> & Record<WordOption, string> & Record<FlagOption, true>
> & {
  error?: number | "spend_limit";
};

const DIRECTIVE = /\[\[standin\b([^\]]*)\]\]/g;

function readOption(option: string, into: Directives): void {
  const [name = "", value = ""] = option.split("=", 2);
  const flag = FLAG_OPTIONS.find((known) => known === name);
  if (flag && !option.includes("=")) into[flag] = true;
  if (name === "error" && value === "spend_limit") into.error = value;
  const word = WORD_OPTIONS.find((known) => known === name);
  if (word && /^[\w-]{1,64}$/.test(value)) into[word] = value;
  if (!/^\d{1,9}(\.\d{1,3})?$/.test(value)) return;
  const number = Number(value);
  if (name === "error" && number >= 400 && number <= 599 && Number.isInteger(number)) into.error = number;
  const numeric = NUMBER_OPTIONS.find((known) => known === name);
  if (numeric) into[numeric] = numeric === "rate" ? number : Math.floor(number);
}

/**
 * Reads every `[[standin ...]]` in a text and returns the options with the text that is left.
 * Later options win; unknown options and values that are no plain number (or, where one belongs, no word) are ignored.
 */
export function parseDirectives(text: string): { directives: Directives; text: string } {
  const directives: Directives = {};
  const rest = text.replace(DIRECTIVE, (_, options: string) => {
    for (const option of options.split(/\s+/).filter(Boolean)) readOption(option, directives);
    return "";
  });
  return { directives, text: rest.trim() };
}

/**
 * What is left of the directives for a request that wants JSON. Such a request has the stand-in judge texts of others, and
 * those may be full of directives for the runs that they came from, so it only obeys the two that are made for it.
 */
export function structuredDirectives({ flag, flag_error: error }: Directives): Directives {
  const isStatus = error !== undefined && error >= 400 && error <= 599;
  return { ...(flag === undefined ? {} : { flag }), ...(isStatus ? { error } : {}) };
}
