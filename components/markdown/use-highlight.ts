"use client";

import { useEffect, useState } from "react";
import { askHighlighter } from "./ask-highlighter";
import type { ColouredLine } from "./highlight";

/** Longer code stays plain: colours are not worth a page that stutters. */
const MAX_CHARACTERS = 40_000;

/** Coloured lines of finished code, or null until (or unless) they are there. The highlighter loads on first need. */
export function useHighlight(code: string, language: string | null, complete: boolean): ColouredLine[] | null {
  const [result, setResult] = useState<{ code: string; lines: ColouredLine[] } | null>(null);
  const wanted = complete && language !== null && code.length <= MAX_CHARACTERS;

  useEffect(() => {
    if (!wanted) return;
    let current = true;
    void askHighlighter(code, language).then((lines) => {
      if (lines !== null && current) setResult({ code, lines });
    });
    return () => {
      current = false;
    };
  }, [code, language, wanted]);

  return result?.code === code ? result.lines : null;
}
