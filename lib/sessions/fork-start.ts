import type { ModelName } from "@/lib/models/models";
import type { SharedPrompt } from "@/lib/sessions/shared-session";

/** With what the first run of a fork goes on, as far as its owner may know it. */
export type ForkStart = {
  model: ModelName;
  packageId: string | null;
  packageVersion: string | null;
  /** A prompt that its author did not share is hidden: a run goes without it. */
  prompt: SharedPrompt["kind"] | "hidden_prompt";
};
