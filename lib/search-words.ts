const LENGTH_MAX = 200;
const WORDS_MAX = 12;

export type SearchWords = {
  /** For `to_tsquery`: all words, the last one as the beginning of a word. */
  all: string;
  /** For `to_tsquery`: any of the words. */
  any: string;
  /** The words as they were typed, with single blanks. */
  text: string;
  /** The words as a package would be called. */
  name: string;
};

/**
 * What someone typed into the search box, as the words in it: letters and digits only, so that none can be an operator
 * of a query. Null when there are none.
 */
export function searchWords(typed: string): SearchWords | null {
  const words = typed
    .toWellFormed()
    .slice(0, LENGTH_MAX)
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const first = words?.slice(0, WORDS_MAX) ?? [];
  if (first.length === 0) return null;
  return { all: `${first.join(" & ")}:*`, any: first.join(" | "), text: first.join(" "), name: first.join("-") };
}
