import type { SharedTurn } from "@/lib/sessions/shared-session";

/** The words of "Try this package" for a turn; null where its prompt is not everybody's. */
export function tryWords(turn: SharedTurn): string | null {
  const prompt = turn.runs[0]?.prompt;
  if (prompt === undefined || prompt.kind === "private_package") return null;
  if (prompt.kind === "package") return "Try this package";
  return prompt.kind === "custom" && prompt.text === null ? null : "Try this yourself";
}

/** Why a turn cannot be run again by others; null where it can. */
export function whyNotAgain(turn: SharedTurn): string | null {
  const prompt = turn.runs[0]?.prompt;
  if (prompt?.kind === "private_package")
    return "It was run with a private package, which only its owner can run again.";
  if (prompt?.kind === "custom" && prompt.text === null) {
    return "It was run with a prompt that its author did not share, so it cannot be run again.";
  }
  return null;
}
