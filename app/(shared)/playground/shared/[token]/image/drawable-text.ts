/** Some of these are letters to a face and emoji to what draws the image, which would fetch a picture of them. */
const PICTURE = /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/u;
/** Of a text that loses more than this, what is left says something else. */
const LEAST_PART = 0.7;

const lengthOf = (text: string) => text.replace(/\s+/g, "").length;

/**
 * A text with what the faces can draw: for a character that they lack, the image's maker would ask the network for
 * another face. Null where too little of it is left.
 */
export function drawableText(text: string, longest: number, characters: ReadonlySet<number>): string | null {
  const short = text.slice(0, longest * 2).toWellFormed();
  const kept = Array.from(short, (character) =>
    characters.has(character.codePointAt(0) ?? 0) && !PICTURE.test(character) ? character : " ",
  ).join("");
  if (lengthOf(kept) < LEAST_PART * lengthOf(short) || kept.trim() === "") return null;
  const line = kept.replace(/\s+/g, " ").trim();
  return line.length <= longest ? line : `${line.slice(0, longest).trimEnd()}…`;
}
