"use client";

import { Button } from "@/components/ui/button";
import { MODELS, type ModelName } from "@/lib/models/models";
import type { RunsState } from "./run-reducer";

type LeftNoticeProps = { left: RunsState["left"]; model: ModelName; onBack: () => void };

/** Says that a new thread has begun and why, with the way back to the earlier one. */
export function LeftNotice({ left, model, onBack }: LeftNoticeProps) {
  if (left === null) return null;
  const why = {
    package: "New thread, because the package changed.",
    model: `New thread with ${MODELS[model].label}, because the model changed.`,
    choice: "New thread.",
  }[left.because];
  return (
    <div className="mb-6 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
      <p className="flex-1">{why} The earlier one is kept under Sessions.</p>
      <Button look="quiet" size="small" onClick={onBack}>
        Back to it
      </Button>
    </div>
  );
}
