"use client";

import { useCallback, useEffect, useState } from "react";
import { toast } from "@/components/ui/toast";
import type { ErrorBody } from "@/lib/errors";
import { type PromptDraftSummary, promptTitle } from "@/lib/prompts/prompt";
import { changeDraft, deleteDraft, loadDraft, loadDrafts, makeDraft } from "./prompt-requests";
import { dropUnsaved } from "./unsaved-prompt";

type Listed =
  | { state: "loading" }
  | { state: "known"; items: readonly PromptDraftSummary[] }
  | { state: "failed"; status: number; error: ErrorBody };

/** Somebody's drafts and what can be done to one; the list is read anew after each change. */
export function useDrafts() {
  const [listed, setListed] = useState<Listed>({ state: "loading" });

  const read = useCallback(async () => {
    const answer = await loadDrafts();
    setListed(
      answer.ok
        ? { state: "known", items: answer.body.items }
        : { state: "failed", status: answer.status, error: answer.error },
    );
  }, []);
  useEffect(() => void read(), [read]);

  const rename = async ({ id, title: before }: PromptDraftSummary, title: string | null) => {
    if (title === null || title.trim() === before) return;
    const answer = await changeDraft(id, { title });
    if (!answer.ok) toast(answer.error.message);
    await read();
  };

  const duplicate = async (draft: PromptDraftSummary) => {
    const whole = await loadDraft(draft.id);
    if (!whole.ok) {
      toast(whole.error.message);
      return;
    }
    const { text, values } = whole.body;
    const title = `${promptTitle(draft).slice(0, 190)} (copy)`;
    const answer = await makeDraft({ title: title.toWellFormed(), text, values }, crypto.randomUUID());
    if (!answer.ok) toast(answer.error.message);
    await read();
  };

  /** Null when it is gone, else why it is not. */
  const remove = async ({ id }: PromptDraftSummary): Promise<string | null> => {
    const answer = await deleteDraft(id);
    if (!answer.ok && answer.status !== 404) return answer.error.message;
    dropUnsaved(id);
    await read();
    return null;
  };

  return { listed, read, rename, duplicate, remove };
}
