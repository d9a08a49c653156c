/** What a prompt has to have to be run, in code points. A draft may have less. */
export const PROMPT_CHARACTERS = { min: 10, max: 50_000 } as const;

export const DRAFTS = {
  /** At most so many of one user. */
  count: 100,
  title: 200,
  /** Variables whose values are kept. */
  variables: 100,
  value: 50_000,
  /** Characters of all values together. */
  values: 200_000,
} as const;

/** No text longer than this, in UTF-16 code units, can be within a prompt's limit; it need not be built. */
export const FILLED_LENGTH_MAX = 2 * PROMPT_CHARACTERS.max;
