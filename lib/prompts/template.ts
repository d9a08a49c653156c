import { FILLED_LENGTH_MAX } from "@/lib/prompts/prompt-limits";

/** Values of a prompt's variables, by name. */
export type PromptValues = Readonly<Record<string, string>>;

// Blanks inside the braces are how many templates are written. A name is bounded, so that the scan is linear.
const PLACE = /\\(\{\{)|\{\{[ \t]{0,8}([A-Za-z_][\w-]{0,63})[ \t]{0,8}\}\}/g;

/** The names of a text's variables, written `{{name}}`, each once and in their order; `\{{` is no variable. */
export function variablesOf(text: string): string[] {
  const names = new Set<string>();
  for (const [, , name] of text.matchAll(PLACE)) if (name !== undefined) names.add(name);
  return [...names];
}

export type FilledPrompt = {
  /** Null where it would be longer than any prompt may be; it is not built then. */
  text: string | null;
  /** The names that have no value, in their order; they stand in the text as they were written. */
  missing: string[];
};

/** The value of a variable; undefined while it has none. */
function givenValue(values: PromptValues, name: string): string | undefined {
  return Object.hasOwn(values, name) && values[name] !== "" ? values[name] : undefined;
}

/**
 * Puts values in the places of their variables, and `{{` in the place of `\{{`. What is put in is never read again, so a
 * value may hold braces of its own.
 */
export function fillPrompt(text: string, values: PromptValues): FilledPrompt {
  const missing = new Set<string>();
  let length = text.length;
  for (const [place, , name] of text.matchAll(PLACE)) {
    if (name === undefined) continue;
    const value = givenValue(values, name);
    if (value === undefined) missing.add(name);
    else length += value.length - place.length;
  }
  if (length > FILLED_LENGTH_MAX) return { text: null, missing: [...missing] };
  const filled = text.replace(PLACE, (place: string, braces: string | undefined, name: string | undefined) =>
    name === undefined ? (braces ?? "") : (givenValue(values, name) ?? place),
  );
  return { text: filled, missing: [...missing] };
}
