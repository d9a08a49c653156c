"use client";

import { useEffect, useRef, useState } from "react";

/** Whether a title is being written anew; when that is over the keyboard goes back to the button it began at. */
export function useRename() {
  const [renaming, setRenaming] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const isBack = useRef(false);

  useEffect(() => {
    if (renaming || !isBack.current) return;
    isBack.current = false;
    // Whoever went on elsewhere meanwhile is not called back.
    if (document.activeElement === document.body) button.current?.focus();
  }, [renaming]);

  return {
    renaming,
    button,
    begin: () => setRenaming(true),
    end: () => {
      isBack.current = true;
      setRenaming(false);
    },
  };
}
