"use client";

import { useEffect, useState } from "react";
import { type Keeping, keepDraft } from "./draft-keeper";
import { changeDraft, makeDraft, type Written } from "./prompt-requests";
import { dropUnsaved, holdUnsaved, type UnsavedPrompt } from "./unsaved-prompt";

/** A draft as the server has it, or a new one, and what of it was left unsaved in this tab. */
export type OpenedDraft = { id: string | null; saved: Written; unsaved: UnsavedPrompt | null };

/** What is being written, saved by itself when the writing pauses, the window is left or the connection is back. */
export function useKeptDraft({ id, saved, unsaved }: OpenedDraft) {
  const [written, setWritten] = useState<Written>(unsaved ?? saved);
  const [keeping, setKeeping] = useState<Keeping>({ state: "idle" });
  const [keeper] = useState(() =>
    keepDraft(
      { id, saved, key: unsaved?.key ?? null },
      {
        make: makeDraft,
        change: changeDraft,
        hold: (of, left) => (left === null ? dropUnsaved(of) : holdUnsaved(of, left)),
        tell: setKeeping,
        newKey: () => crypto.randomUUID(),
      },
    ),
  );

  useEffect(() => {
    const flush = () => void keeper.flush();
    keeper.begin();
    if (unsaved !== null) {
      const { title, text, values } = unsaved;
      keeper.write({ title, text, values });
    }
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", flush);
    return () => {
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", flush);
      keeper.end();
    };
  }, [keeper, unsaved]);

  const write = (change: Partial<Written>) => {
    const next = { ...written, ...change };
    setWritten(next);
    keeper.write(next);
  };
  return { written, write, keeping, flush: keeper.flush, require: keeper.require, id: keeper.id };
}
