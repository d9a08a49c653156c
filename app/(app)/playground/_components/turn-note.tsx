import type { StopReason } from "@/lib/runs/run";

const NOTES = {
  stopped: "You stopped it here.",
  refusal: "The model declined to answer this. Rewording the input or another package may help.",
  context_window:
    "The answer came to the end of what the model can hold. Leave out older turns to go on, or begin a new thread.",
} as const satisfies Partial<Record<StopReason, string>>;

/** Says of an answer that did not end by itself why it ended. */
export function TurnNote({ stopReason }: { stopReason: StopReason | null }) {
  const note = stopReason === null || !(stopReason in NOTES) ? null : NOTES[stopReason as keyof typeof NOTES];
  return note === null ? null : <p className="mt-4 text-13 text-soft">{note}</p>;
}
