"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { useInTurn } from "@/components/http/use-in-turn";
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

  /** The newest reading: an older one that comes later knows less. */
  const reading = useRef(0);
  const read = useCallback(async () => {
    reading.current += 1;
    const own = reading.current;
    const answer = await loadDrafts();
    if (own !== reading.current) return;
    setListed(
      answer.ok
        ? { state: "known", items: answer.body.items }
        : { state: "failed", status: answer.status, error: answer.error },
    );
  }, []);
  useEffect(() => void read(), [read]);

  const inTurn = useInTurn();
  const rename = async ({ id, title: before }: PromptDraftSummary, title: string | null) => {
    if (title === null || title.trim() === before) return;
    // Shown at once; the list that is read anew says what became of it.
    setListed((now) =>
      now.state === "known"
        ? { ...now, items: now.items.map((item) => (item.id === id ? { ...item, title: title.trim() } : item)) }
        : now,
    );
    const answer = await inTurn(id, () => changeDraft(id, { title }));
    // It has a newer title meanwhile.
    if (answer === null) return;
    if (!answer.ok) toast(answer.error.message);
    await read();
  };

  const copy = async (draft: PromptDraftSummary) => {
    const whole = await loadDraft(draft.id);
    if (!whole.ok) return whole;
    const { text, values } = whole.body;
    const title = `${promptTitle(draft).slice(0, 190)} (copy)`;
    return makeDraft({ title: title.toWellFormed(), text, values }, crypto.randomUUID());
  };

  /** The drafts that are being duplicated: each once, however often that is asked for meanwhile. */
  const duplicated = useRef(new Set<string>());
  const duplicate = async (draft: PromptDraftSummary) => {
    if (duplicated.current.has(draft.id)) return;
    duplicated.current.add(draft.id);
    const answer = await copy(draft);
    duplicated.current.delete(draft.id);
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
