"use client";

import { useMemo } from "react";
import { FileDiff } from "@/components/diff/file-diff";
import { lineDiff } from "@/components/diff/line-diff";
import type { ComparedFile } from "@/lib/code-files/compare-files";

/** Texts of more lines or characters are not compared while somebody waits. */
const CHARACTERS_MAX = 400_000;

/** What changed in a file since the answer before. */
export function FileChanges({ path, before, after }: ComparedFile) {
  const rows = useMemo(() => {
    const old = before ?? "";
    const now = after ?? "";
    return old.length + now.length > CHARACTERS_MAX ? null : lineDiff(old, now);
  }, [before, after]);
  return (
    <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto p-4">
      {rows === null ? (
        <p className="text-13 text-soft">
          The two versions are too long, or differ too much, to be put side by side here. Download both to compare them.
        </p>
      ) : (
        <FileDiff rows={rows} label={`${path}, changes since the answer before`} />
      )}
    </div>
  );
}
