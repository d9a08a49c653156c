import { promptName } from "@/components/shares/made-with";
import { MODELS } from "@/lib/models/models";
import type { SharedSession, SharedTurn } from "@/lib/sessions/shared-session";

const LONGEST = 200;

/** The first words of a Markdown text on one line, without its marks. */
function firstWords(text: string, longest = LONGEST): string {
  const plain = text
    .slice(0, longest * 8)
    .replace(/```[^\n]*\n?/g, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^[#>\s]*[-*+]?\s+/gm, " ")
    .replace(/[*_`~|]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
  if (plain.length <= longest) return plain;
  const cut = plain.slice(0, longest).toWellFormed();
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longest / 2)).trimEnd()}…`;
}

/** With what and on which model a shared answer was made. */
export function madeWith({ turns }: Pick<SharedSession, "turns">): { prompt: string; model: string } {
  const run = turns[0]?.runs[0];
  return run === undefined
    ? { prompt: "", model: "" }
    : { prompt: promptName(run.prompt), model: MODELS[run.model].label };
}

/** What previews say of a link. */
export function describeShare({ turns }: Pick<SharedSession, "turns">): string {
  return firstWords(turns[0]?.runs[0]?.response ?? "");
}

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
