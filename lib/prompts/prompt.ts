import type { PromptValues } from "@/lib/prompts/template";

/** A prompt of somebody's own as it was chosen to run: filled in, and what it was filled in from. */
export type WrittenPrompt = {
  text: string;
  template: string;
  values: Record<string, string>;
  title: string;
  /** Null while it is not saved. */
  draftId: string | null;
};

/** A prompt of somebody's own with what tells it from others and what it weighs at most, in tokens. */
export type OwnPrompt = WrittenPrompt & { hash: string; tokens: number };

/** A prompt that runs of a session were made with, by its hash. */
export type UsedPrompt = { hash: string; text: string };

/** The first line of a text that says something, cut; "" when none does. */
export function promptBeginning(text: string): string {
  const line = text.split(/[\r\n]+/).find((one) => /[\p{L}\p{N}]/u.test(one)) ?? "";
  return line
    .replace(/^[#>*\s-]+/, "")
    .slice(0, 80)
    .toWellFormed();
}

/** What a prompt is called where it has no title. */
export function promptTitle({ title, beginning }: { title: string; beginning: string }): string {
  return title.trim() || beginning || "Untitled prompt";
}

/** A row of somebody's drafts, as `GET prompts` lists it. */
export type PromptDraftSummary = {
  id: string;
  /** "" while it has none. */
  title: string;
  /** Its first line that says something, cut. */
  beginning: string;
  /** Code points of its text. */
  characters: number;
  createdAt: string;
  updatedAt: string;
};

export type PromptDraft = {
  id: string;
  title: string;
  text: string;
  /** What its variables were filled with the last time. */
  values: PromptValues;
  createdAt: string;
  updatedAt: string;
};

export type PublishedPrompt = { packageId: string; scope: string; name: string; version: string };
