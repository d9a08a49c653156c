import "server-only";
import { codePointLength } from "@/lib/code-points";
import { AppError } from "@/lib/errors";
import { ARCHIVE_LIMITS } from "@/lib/packages/archive-limits";
import type { Publisher } from "@/lib/packages/claim-scope.server";
import { countPrompt } from "@/lib/packages/count-prompt.server";
import { memoryTree } from "@/lib/packages/file-tree";
import { requireSources } from "@/lib/packages/package-source";
import { publishPackage } from "@/lib/packages/publish-package.server";
import { readPackages } from "@/lib/packages/read-packages";
import { startAllowance } from "@/lib/packages/reading-allowance";
import { requireDraft } from "@/lib/prompts/drafts.server";
import type { PromptDraft, PublishedPrompt } from "@/lib/prompts/prompt";
import { PROMPT_CHARACTERS } from "@/lib/prompts/prompt-limits";
import type { DraftPublication } from "@/lib/prompts/prompt-request";
import { fillPrompt } from "@/lib/prompts/template";

function refuse(path: string, message: string): never {
  throw new AppError("invalid_input", { message, details: { issues: [{ path, message }] } });
}

/** What of a draft is published: its template, or that with its values filled in. */
function publishedText({ text, values }: PromptDraft, filled: boolean): string {
  const { text: whole, missing } = filled ? fillPrompt(text, values) : { text, missing: [] };
  if (missing[0] !== undefined)
    refuse("values", `{{${missing[0]}}} has no value; fill it in, or publish the template.`);
  const { min, max } = PROMPT_CHARACTERS;
  if (whole === null || codePointLength(whole) > max) {
    refuse("text", `A prompt has at most ${max.toLocaleString("en")} characters; this one has more once filled in.`);
  }
  if (codePointLength(whole) < min || whole.trim() === "")
    refuse("text", `A prompt to publish has at least ${min} characters.`);
  return whole;
}

/** Reads what is to be published as if it had come in an archive, so that the same rules hold for it. */
async function readSource(text: string, { name, scope, filled: _, ...facts }: DraftPublication) {
  const file = facts.subtype === "skill" ? "SKILL.md" : `${name}.md`;
  const manifest = { ...facts, name: scope === undefined ? name : `@${scope}/${name}`, files: [file] };
  const bytes = new TextEncoder();
  const files = new Map([
    ["prpm.json", bytes.encode(JSON.stringify(manifest))],
    [file, bytes.encode(text)],
  ]);
  const allowance = startAllowance(ARCHIVE_LIMITS, "archive");
  const [source] = await requireSources(readPackages(memoryTree(files), "the draft", allowance));
  if (source === undefined) throw new Error("a draft was read as no package");
  return source;
}

type PublishDraft = { publisher: Publisher; draftId: string; publication: DraftPublication };

/**
 * Publishes one's own draft as a package of one file, by the rules of every other: members of a scope only, the same
 * version with the same text is a no-op and with another a `conflict`. The draft stays.
 */
export async function publishDraft({ publisher, draftId, publication }: PublishDraft): Promise<PublishedPrompt> {
  const draft = await requireDraft(publisher.id, draftId);
  const source = await readSource(publishedText(draft, publication.filled), publication);
  const { package: made } = await publishPackage({ publisher, source, countTokens: countPrompt });
  return { packageId: made.id, scope: made.scope, name: made.name, version: made.version };
}
