import { codePointLength } from "@/lib/code-points";

/** How long a text is, in code points. */
export type TextLength = { max: number; min?: number };

/** What keeps a text that people write from being kept byte for byte: "must not be empty or blank". Null when nothing does. */
export function textProblem(text: string, { max, min = 1 }: TextLength): string | null {
  if (text.includes("\u0000")) return "must not contain the character NUL";
  if (!text.isWellFormed()) return "must not contain half of a surrogate pair";
  if (text.trim() === "") return "must not be empty or blank";
  if (codePointLength(text) < min) return `must have at least ${min} characters`;
  if (codePointLength(text) > max) return `must have at most ${max.toLocaleString("en")} characters`;
  return null;
}
