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

type Message = { role: "user" | "assistant"; content: string };

export type ComposedRequest<Turn extends EarlierTurn = EarlierTurn> = {
  system: string | null;
  messages: Message[];
  /** The user message that is sent where it differs from the input. */
  sentInput: string | null;
  /** False for what is shown and not run: hooks, MCP servers, tools. */
  runnable: boolean;
  /** The turns that a model answered, oldest first: only these are sent again. */
  answered: Turn[];
  /** Those of them that may be left out: all but the one in which a slash command was filled in. */
  omittable: Turn[];
};

function systemOf(source: PromptSource): { system: string | null; template: string | null; runnable: boolean } {
  if (source.kind === "baseline") return { system: null, template: null, runnable: true };
  if (source.kind === "custom") return { system: source.text, template: null, runnable: true };
  const composed = composePrompt(source);
  if (composed.kind === "command") return { system: null, template: composed.template, runnable: true };
  if (composed.kind === "none") return { system: null, template: null, runnable: false };
  return { system: composed.text, template: null, runnable: true };
}

function messagesOf(turns: readonly EarlierTurn[], newest: string): Message[] {
  const earlier = turns.flatMap((turn) => [
    { role: "user" as const, content: turn.sentInput ?? turn.userInput },
    { role: "assistant" as const, content: turn.response },
  ]);
  return [...earlier, { role: "user", content: newest }];
}

/**
 * Builds what is sent: package text first and alone in the system prompt, then the thread's answered turns, then the
 * input. A slash command's template is filled where the command begins, so a follow-up is sent as it was written.
 * Only text goes back to the model, never its thinking.
 */
export function composeRequest<Turn extends EarlierTurn>(
  source: PromptSource,
  history: readonly Turn[],
  userInput: string,
): ComposedRequest<Turn> {
  const { system, template, runnable } = systemOf(source);
  const answered = history.filter((turn) => turn.status !== "failed" && turn.response.trim() !== "");
  const versionId = source.kind === "package" ? source.versionId : null;
  const command = template === null ? undefined : answered.find((turn) => turn.packageVersionId === versionId);
  const sentInput = template !== null && command === undefined ? fillCommand(template, userInput) : null;
  return {
    system,
    messages: messagesOf(answered, sentInput ?? userInput),
    sentInput,
    runnable,
    answered,
    omittable: answered.filter((turn) => turn !== command),
  };
}

/** The same request without so many of the oldest turns that may be left out. */
export function withoutOldest<Turn extends EarlierTurn>(
  composed: ComposedRequest<Turn>,
  omitted: number,
): ComposedRequest<Turn> {
  if (omitted === 0) return composed;
  const left = new Set(composed.omittable.slice(0, omitted));
  const sent = composed.answered.filter((turn) => !left.has(turn));
  return { ...composed, messages: messagesOf(sent, composed.messages.at(-1)?.content ?? "") };
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
