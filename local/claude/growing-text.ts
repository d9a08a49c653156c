import { takeTokens } from "./tokens";

/** Texts of any length in tokens out of parts, counted from 1: a shorter one is always the beginning of a longer one. */
export function growingText(opening: string, part: (number: number) => string): (tokens: number) => string {
  let text = opening;
  let parts = 0;
  return (tokens) => {
    // Four characters a token is more than any ASCII text needs.
    while (text.length < tokens * 4) {
      parts += 1;
      text += part(parts);
    }
    return takeTokens(text, tokens);
  };
}
