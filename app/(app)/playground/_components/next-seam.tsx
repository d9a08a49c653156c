"use client";

import { Button } from "@/components/ui/button";
import { ChangeWords } from "./change-words";
import type { Seam } from "./seam";

type NextSeamProps = { seam: Seam | null; onKeep: () => void };

/** Says above the input that the next turn is made with something else than the thread so far, with the way back. */
export function NextSeam({ seam, onKeep }: NextSeamProps) {
  if (seam === null) return null;
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 px-1 pb-1.5 text-12 text-soft" data-testid="next-seam">
      <p role="status" className="wrap-anywhere min-w-0 flex-1 basis-44">
        From here: <ChangeWords changes={seam.changes} />
      </p>
      <Button size="small" look="quiet" className="ml-auto min-w-0 max-w-full" onClick={onKeep}>
        <span className="truncate">Stay with {seam.changes.map(({ from }) => from).join(", ")}</span>
      </Button>
    </div>
  );
}
