import { type Answer, request } from "@/components/http/request";
import type { Page } from "@/lib/cursor";
import type { PromptDraft, PromptDraftSummary, PublishedPrompt } from "@/lib/prompts/prompt";
import type { PromptValues } from "@/lib/prompts/template";

const PROMPTS = "/api/v1/playground/prompts";
/** As many as anybody has. */
const ALL = 100;
/** A page that saves by itself asks again; it does not wait for ever. */
const PATIENCE_MS = 15_000;
/** Up to here a browser sends a request to its end also when its page is left: 64 kB, a character may be four bytes. */
const SENT_TO_THE_END = 15_000;

function saving(body: Partial<Written> & { basedOn?: string }) {
  return { body, patienceMs: PATIENCE_MS, keepalive: JSON.stringify(body).length < SENT_TO_THE_END };
}

/** What somebody writes. */
export type Written = { title: string; text: string; values: PromptValues };

export function loadDrafts(): Promise<Answer<Page<PromptDraftSummary>>> {
  return request("GET", `${PROMPTS}?limit=${ALL}`);
}

export function loadDraft(id: string): Promise<Answer<PromptDraft>> {
  return request("GET", `${PROMPTS}/${id}`);
}

/** Makes a draft; under the same key it is made once, however often it is asked for. */
export function makeDraft(written: Written, key: string): Promise<Answer<PromptDraft>> {
  return request("POST", PROMPTS, { ...saving(written), key });
}

/** Changes a draft; one that was saved since `basedOn` is left as it is, and answered with the refusal. */
export function changeDraft(
  id: string,
  change: Partial<Written>,
  basedOn: string | null = null,
): Promise<Answer<PromptDraft>> {
  return request("PATCH", `${PROMPTS}/${id}`, saving({ ...change, ...(basedOn !== null && { basedOn }) }));
}

export function deleteDraft(id: string): Promise<Answer<unknown>> {
  return request("DELETE", `${PROMPTS}/${id}`);
}

export function loadScopes(): Promise<Answer<Page<{ scope: string }>>> {
  return request("GET", `${PROMPTS}/scopes`);
}

export type Publication = {
  name: string;
  scope?: string;
  description: string;
  format: string;
  subtype: string;
  version: string;
  filled: boolean;
};

export function publishDraft(id: string, publication: Publication): Promise<Answer<PublishedPrompt>> {
  return request("POST", `${PROMPTS}/${id}/publish`, { body: publication });
}
