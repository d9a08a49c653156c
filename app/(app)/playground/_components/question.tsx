"use client";

import clsx from "clsx";
import { useState } from "react";
import { looksLikeCode } from "@/components/runs/looks-like-code";

const LONG_LINES = 10;
const LONG_CHARACTERS = 900;

/** What was asked, as it was written; long inputs are folded. */
export function Question({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const lines = text.split("\n").length;
  const long = lines > LONG_LINES || text.length > LONG_CHARACTERS;
  return (
    <div className="border-line border-l-2 pl-4">
      <p
        dir="auto"
        className={clsx(
          "whitespace-pre-wrap leading-5 text-soft [overflow-wrap:anywhere]",
          looksLikeCode(text) ? "font-mono text-12" : "text-14",
          long && !open && "line-clamp-6",
        )}
      >
        {text}
      </p>
      {long && (
        <button
          type="button"
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          className="link finger mt-1 text-12 text-soft"
        >
          {open ? "Fold" : lines > LONG_LINES ? `Show all ${lines} lines` : "Show all"}
        </button>
      )}
    </div>
  );
}
