import type { ModelName } from "@/lib/models/models";
import type { SharedPrompt } from "@/lib/sessions/shared-session";

/** With what one answer of a fork's beginning was made, as far as its owner may know it. */
export type ForkLane = {
  model: ModelName;
  packageId: string | null;
  packageVersion: string | null;
  /** A prompt that its author did not share is hidden: a run goes without it. */
  prompt: SharedPrompt["kind"] | "hidden_prompt";
};

/** With what the first run of a fork goes on; of a comparison each lane, in order, and null of a plain turn. */
export type ForkStart = ForkLane & { lanes: ForkLane[] | null };
