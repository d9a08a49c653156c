import { formatCount } from "@/components/format";
import { codePointLength } from "@/lib/code-points";
import { PROMPT_CHARACTERS } from "@/lib/prompts/prompt-limits";
import type { FilledPrompt } from "@/lib/prompts/template";

/** Why a prompt's text cannot be run as it is, its variables aside; null when it can. */
export function lengthProblem({ text }: FilledPrompt, template: string): string | null {
  const { min, max } = PROMPT_CHARACTERS;
  const length = text === null ? max + 1 : codePointLength(text);
  const written = codePointLength(template);
  if (written > max)
    return `A prompt has at most ${formatCount(max)} characters; this one has ${formatCount(written)}.`;
  if (length > max) return `Filled in, it would have more than ${formatCount(max)} characters. Shorten it or a value.`;
  if (length < min || text?.trim() === "") return `A prompt has at least ${min} characters.`;
  return null;
}

/** "{{tone}} is not filled in." */
export function missingProblem([name, ...more]: readonly string[]): string | null {
  if (name === undefined) return null;
  const others = more.length === 0 ? "" : `, and ${more.length} more`;
  return `{{${name}}} is not filled in${others}.`;
}

/** "1,204 characters". */
export function characterWords(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "character" : "characters"}`;
}
