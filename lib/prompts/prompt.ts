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
