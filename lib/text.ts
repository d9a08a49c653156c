import { z } from "zod";
import { codePointLength } from "@/lib/code-points";
import { type TextLength, textProblem } from "@/lib/written-text";

/**
 * Text that people write and we keep byte for byte: no NUL, no lone surrogates, not blank, at most `max` code points.
 */
export function writtenText(length: TextLength) {
  return z.string().superRefine((text, context) => {
    const message = textProblem(text, length);
    if (message !== null) context.addIssue({ code: "custom", message });
  });
}

/** A short text that a program or person names something with: well-formed, no NUL, at most `max` code points; may be empty. */
export function plainText({ max }: { max: number }) {
  return z
    .string()
    .refine((text) => !text.includes("\u0000") && text.isWellFormed(), "must be well-formed text without NUL")
    .refine((text) => codePointLength(text) <= max, `must have at most ${max} characters`);
}
