"use client";

import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import type { Lane, LanePrompt } from "./lane";
import type { useCompare } from "./use-compare";

const PromptEditor = dynamic(() =>
  arriving(() => import("@/components/prompts/prompt-editor")).then((module) => module.PromptEditor),
);

/** The draft that a lane was written from, to go on with it; nothing where there is none. */
function draftOf(lane: Lane | undefined): { draftId?: string } {
  const draftId = lane?.prompt.kind === "custom" ? lane.prompt.draftId : null;
  return draftId === null ? {} : { draftId };
}

type LaneEditorProps = {
  play: Pick<ReturnType<typeof useCompare>, "lanes" | "addLane" | "setPrompt">;
  /** The lane whose prompt is written; null: a new one. */
  laneKey: string | null;
  onClose: () => void;
};

/** Writes a prompt of one's own for a lane. */
export function LaneEditor({ play, laneKey, onClose }: LaneEditorProps) {
  return (
    <PromptEditor
      open
      onOpenChange={(open) => !open && onClose()}
      {...draftOf(play.lanes.find(({ key }) => key === laneKey))}
      action="Use in this lane"
      onUse={({ text, title, draftId }) => {
        const prompt: LanePrompt = { kind: "custom", text, title, draftId };
        if (laneKey === null) play.addLane(prompt);
        else play.setPrompt(laneKey, prompt);
      }}
    />
  );
}
