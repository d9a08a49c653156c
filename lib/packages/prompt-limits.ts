/** The heaviest prompt a package may compose: every answer and page that shows it carries it whole. */
export const PROMPT_BYTES_MAX = 1_000_000;
/** By our own bound; more than a model could take beside an input and its answer. */
export const PROMPT_WEIGHT_MAX = 200_000;
/** Characters of the message that a slash command makes of an input, in UTF-16 code units. */
export const COMMAND_LENGTH_MAX = 400_000;
