"use client";

import { useCallback, useEffect, useLayoutEffect, useState } from "react";
import { readDraft, saveDraft } from "@/components/runs/draft";

/** The input being written, kept in this tab. What the address brought wins over an older draft. */
export function useDraft(brought: string, packageId: string | null) {
  const [input, setInput] = useState(brought);

  // Before anything is drawn or typed, which would be written over it.
  useLayoutEffect(() => {
    const draft = brought === "" ? readDraft() : null;
    if (draft === null || (draft.packageId !== null && draft.packageId !== packageId)) return;
    setInput((typed) => (typed === "" ? draft.input : typed));
  }, [brought, packageId]);

  // What the address brought, and what goes on with another package, is to be found again as well.
  useEffect(() => {
    if (input !== "") saveDraft({ packageId, input });
  }, [packageId, input]);

  const write = useCallback(
    (next: string) => {
      setInput(next);
      saveDraft({ packageId, input: next });
    },
    [packageId],
  );

  /** Empties the field once what stood in it was taken; words written since stay. */
  const clearTaken = useCallback((taken: string) => {
    setInput((typed) => (typed === taken ? "" : typed));
    if (readDraft()?.input === taken) saveDraft({ packageId: null, input: "" });
  }, []);

  return { input, write, clearTaken };
}
