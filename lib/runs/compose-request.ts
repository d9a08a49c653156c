import type { ModelName } from "@/lib/models/models";
import { composePrompt } from "@/lib/packages/compose-prompt";
import { fillCommand } from "@/lib/packages/fill-command";

/** A turn before this one, as far as it is sent again. */
export type EarlierTurn = {
  status: string;
  packageVersionId: string | null;
  userInput: string;
  sentInput: string | null;
  response: string;
};

/** Where the system prompt comes from. */
export type PromptSource =
  | { kind: "baseline" }
  | { kind: "custom"; text: string }
  | {
      kind: "package";
      versionId: string;
      scope: string;
      name: string;
      format: string;
      subtype: string;
      files: { path: string; content: string | null }[];
      selected: readonly string[] | null;
    };

/** The turns that a model answered: only these are sent again. */
export function answeredTurns<Turn extends EarlierTurn>(history: readonly Turn[]): Turn[] {
  return history.filter((turn) => turn.status !== "failed" && turn.response.trim() !== "");
}

export type ComposedRequest = {
  system: string | null;
  messages: { role: "user" | "assistant"; content: string }[];
  /** The user message that is sent where it differs from the input. */
  sentInput: string | null;
  /** False for what is shown and not run: hooks, MCP servers, tools. */
  runnable: boolean;
};

function systemOf(source: PromptSource): { system: string | null; template: string | null; runnable: boolean } {
  if (source.kind === "baseline") return { system: null, template: null, runnable: true };
  if (source.kind === "custom") return { system: source.text, template: null, runnable: true };
  const composed = composePrompt(source);
  if (composed.kind === "command") return { system: null, template: composed.template, runnable: true };
  if (composed.kind === "none") return { system: null, template: null, runnable: false };
  return { system: composed.text, template: null, runnable: true };
}

/** The turn in which the thread's slash command was filled in; without it the rest would be about nothing. */
function turnOfCommand(source: PromptSource, answered: readonly EarlierTurn[]): EarlierTurn | undefined {
  if (source.kind !== "package" || systemOf(source).template === null) return undefined;
  return answered.find((turn) => turn.packageVersionId === source.versionId);
}

/** The answered turns that may be left out, oldest first: all but the one in which a slash command began. */
export function omittableTurns<Turn extends EarlierTurn>(source: PromptSource, history: readonly Turn[]): Turn[] {
  const answered = answeredTurns(history);
  const command = turnOfCommand(source, answered);
  return answered.filter((turn) => turn !== command);
}

/**
 * Builds what is sent: package text first and alone in the system prompt, then the thread's answered turns but for
 * the `omitted` oldest that may be left out, then the input. A slash command's template is filled where the command
 * begins, so a follow-up is sent as it was written. Only text goes back to the model, never its thinking.
 */
export function composeRequest(
  source: PromptSource,
  history: readonly EarlierTurn[],
  userInput: string,
  omitted = 0,
): ComposedRequest {
  const { system, template, runnable } = systemOf(source);
  const answered = answeredTurns(history);
  const begun = source.kind === "package" && answered.some((turn) => turn.packageVersionId === source.versionId);
  const sentInput = template !== null && !begun ? fillCommand(template, userInput) : null;
  const left = new Set(omittableTurns(source, history).slice(0, omitted));
  const sent = answered.filter((turn) => !left.has(turn));
  const messages = sent.flatMap((turn) => [
    { role: "user" as const, content: turn.sentInput ?? turn.userInput },
    { role: "assistant" as const, content: turn.response },
  ]);
  return { system, messages: [...messages, { role: "user", content: sentInput ?? userInput }], sentInput, runnable };
}

export type SessionChoice = {
  packageId: string | null;
  packageVersionId: string | null;
  customPrompt: string | null;
  model: ModelName;
};

/** Does this choice differ from what the session's last run used? */
export function differsFromSession(last: SessionChoice, chosen: SessionChoice): boolean {
  return (
    last.packageVersionId !== chosen.packageVersionId ||
    last.customPrompt !== chosen.customPrompt ||
    last.model !== chosen.model
  );
}
