"use client";

import { useEffect, useState } from "react";
import { type Keeping, keepDraft, type Opened } from "./draft-keeper";
import { changeDraft, makeDraft, type Written } from "./prompt-requests";
import { dropUnsaved, holdUnsaved } from "./unsaved-prompt";

/** What is being written, saved by itself when the writing pauses, the window is left or the connection is back. */
export function useKeptDraft(opened: Opened) {
  const { saved, unsaved } = opened;
  const [written, setWritten] = useState<Written>(() => {
    const { title, text, values } = unsaved ?? saved;
    return { title, text, values };
  });
  const [keeping, setKeeping] = useState<Keeping>({ state: "idle" });
  const [keeper] = useState(() =>
    keepDraft(opened, {
      make: makeDraft,
      change: changeDraft,
      hold: (of, left) => (left === null ? dropUnsaved(of) : holdUnsaved(of, left)),
      tell: setKeeping,
      newKey: () => crypto.randomUUID(),
    }),
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
  const { flush, require, replace, branch, id: idOf } = keeper;
  return { written, write, keeping, flush, require, replace, branch, id: idOf };
}
