"use client";

import { Button } from "@/components/ui/button";
import { MODELS, type ModelName } from "@/lib/models/models";
import type { RunsState } from "./run-reducer";
import type { Seam } from "./seam";

type LeftNoticeProps = {
  left: RunsState["left"];
  model: ModelName;
  /** How the earlier thread would go on with what is chosen now; null where it can't, or would not differ. */
  seam: Seam | null;
  onBack: () => void;
  onGoOn: () => void;
};

/** Says that a new thread has begun and why, with the ways back to the earlier one: as it was, or with what is new. */
export function LeftNotice({ left, model, seam, onBack, onGoOn }: LeftNoticeProps) {
  if (left === null) return null;
  const why = {
    package: "New thread, because the package changed.",
    prompt: "New thread, because the prompt changed.",
    model: `New thread with ${MODELS[model].label}, because the model changed.`,
    choice: "New thread.",
  }[left.because];
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-1 gap-y-1 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
      <p className="mr-2 min-w-56 flex-1">{why} The earlier one is kept under Sessions.</p>
      {seam !== null && (
        <Button look="quiet" size="small" className="min-w-0 max-w-full" onClick={onGoOn}>
          <span className="truncate">Go on there with {seam.changes.map(({ to }) => to).join(", ")}</span>
        </Button>
      )}
      <Button look="quiet" size="small" onClick={onBack}>
        Back to it
      </Button>
    </div>
  );
}
