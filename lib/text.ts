import { z } from "zod";
import { codePointLength } from "@/lib/code-points";

/**
 * Text that people write and we keep byte for byte: no NUL, no lone surrogates, not blank, at most `max` code points.
 */
export function writtenText({ max, min = 1 }: { max: number; min?: number }) {
  return z.string().superRefine((text, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    if (text.includes("\u0000")) refuse("must not contain the character NUL");
    else if (!text.isWellFormed()) refuse("must not contain half of a surrogate pair");
    else if (text.trim() === "") refuse("must not be empty or blank");
    else if (codePointLength(text) < min) refuse(`must have at least ${min} characters`);
    else if (codePointLength(text) > max) refuse(`must have at most ${max.toLocaleString("en")} characters`);
  });
}

/** A short text that a program or person names something with: well-formed, no NUL, at most `max` code points; may be empty. */
export function plainText({ max }: { max: number }) {
  return z
    .string()
    .refine((text) => !text.includes("\u0000") && text.isWellFormed(), "must be well-formed text without NUL")
    .refine((text) => codePointLength(text) <= max, `must have at most ${max} characters`);
}
