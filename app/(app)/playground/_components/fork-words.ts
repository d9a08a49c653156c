import type { ForkStart } from "@/lib/sessions/fork-start";
import type { TurnPrompt } from "./maker";

/** How the first run of a fork is asked, unless something else is chosen. */
export type ForkPrompt = ForkStart["prompt"] | "taken_down";

/** What a fork's first run is made with while no package is chosen; null where one has to be. */
export function firstPrompt(prompt: ForkPrompt | null): TurnPrompt | null {
  if (prompt === "custom") return { kind: "custom", hash: null };
  return prompt === "none" || prompt === "hidden_prompt" ? { kind: "baseline" } : null;
}

const WORDS: Readonly<Record<ForkPrompt, string | null>> = {
  package: null,
  none: null,
  custom: "Your first run goes on with the prompt that its author wrote, unless you choose a package.",
  hidden_prompt: "Its prompt was not shared. Your first run goes without one, unless you choose a package.",
  private_package: "It was run with a private package. Choose a package for your first run.",
  taken_down: "Choose a package for your first run.",
};

/** What is to be known of a fork's first run while no package is chosen; null when nothing is. */
export function firstRunWords(prompt: ForkPrompt | null): string | null {
  return prompt === null ? null : WORDS[prompt];
}
