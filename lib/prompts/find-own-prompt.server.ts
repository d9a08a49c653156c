import "server-only";
import { codePointLength } from "@/lib/code-points";
import { sha256 } from "@/lib/hash.server";
import { boundTokens } from "@/lib/packages/estimate-tokens";
import { findDraft } from "@/lib/prompts/drafts.server";
import { type OwnPrompt, promptBeginning, promptTitle } from "@/lib/prompts/prompt";
import { PROMPT_CHARACTERS } from "@/lib/prompts/prompt-limits";
import { fillPrompt } from "@/lib/prompts/template";

/** A draft of one's own with the values that it was filled with last; `prompt` is null while it cannot be run so. */
export async function findOwnPrompt(userId: string, id: string): Promise<{ prompt: OwnPrompt | null } | null> {
  const draft = await findDraft(userId, id);
  if (draft === null) return null;
  const { text, missing } = fillPrompt(draft.text, draft.values);
  const { min, max } = PROMPT_CHARACTERS;
  const length = codePointLength(text ?? "");
  if (text === null || missing.length > 0 || text.trim() === "" || length < min || length > max)
    return { prompt: null };
  const title = promptTitle({ title: draft.title, beginning: promptBeginning(draft.text) });
  const written = { text, template: draft.text, values: { ...draft.values }, title, draftId: draft.id };
  return { prompt: { ...written, hash: sha256(text), tokens: boundTokens(text) } };
}
