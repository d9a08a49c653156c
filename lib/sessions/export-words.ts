import { formatCredits } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import type { ExportedPrompt, ExportedRun, ExportedThread, ExportedTurn } from "@/lib/sessions/exported-thread";

const count = (value: number) => value.toLocaleString("en-GB");
const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;

/** An instant for readers in any place: "28 Nov 2026, 14:05 UTC". */
function instantWords(iso: string): string {
  const words = new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return `${words} UTC`;
}

const NO_PACKAGE = { private_package: "A private package", custom: "Own prompt", none: "No package" } as const;

function promptWords(prompt: ExportedPrompt): string {
  return prompt.kind === "package" ? `${prompt.scope}/${prompt.name} ${prompt.version}` : NO_PACKAGE[prompt.kind];
}

function spentWords({ creditsSpent, creditsQuoted }: ExportedRun["receipt"]): string {
  return formatCredits(creditsSpent) + (creditsQuoted === null ? "" : ` of at most ${count(creditsQuoted)}`);
}

/** What a run was and what it cost, a fact each. */
export function factsOf(run: ExportedRun): { term: string; words: string }[] {
  const { receipt } = run;
  const { firstTokenMs, durationMs } = receipt;
  return [
    { term: "Package", words: promptWords(run.prompt) },
    { term: "Model", words: MODELS[run.model].label },
    { term: "Date", words: instantWords(run.createdAt) },
    { term: "Spent", words: spentWords(receipt) },
    {
      term: receipt.usageEstimated ? "Tokens, estimated" : "Tokens",
      words: `${count(receipt.tokensUsed)} (${count(receipt.usage.outputTokens)} out)`,
    },
    ...(firstTokenMs === null ? [] : [{ term: "First token", words: seconds(firstTokenMs) }]),
    ...(durationMs === null ? [] : [{ term: "Took", words: seconds(durationMs) }]),
  ];
}

const STOPPED = {
  max_tokens: "The answer ends where its budget ended.",
  stopped: "Stopped before its end.",
  refusal: "The model declined to answer.",
  context_window: "The answer ends where the model's room ended.",
} as const;

/** What a reader has to know of an answer that did not come to its own end; null of one that did. */
export function endWords({ status, stopReason, error }: ExportedRun): string | null {
  if (status === "running") return "Still being written when this was exported.";
  if (status === "failed") return error ?? "The run failed.";
  if (stopReason === null || stopReason === "end_turn") return null;
  return STOPPED[stopReason];
}

/** Says that turns are missing before one; null where none are. */
export function leftOutWords({ leftOut }: ExportedTurn): string | null {
  if (leftOut === 0) return null;
  return leftOut === 1 ? "A turn is left out here." : `${count(leftOut)} turns are left out here.`;
}

/** Says which answer of a comparison was found best; null where nothing was said. */
export function pickWords({ pick, runs }: ExportedTurn): string | null {
  if (pick === null) return null;
  const run = pick.winner === null ? undefined : runs[pick.winner];
  const what =
    run === undefined || pick.winner === null
      ? "none was better"
      : `answer ${pick.winner + 1} (${promptWords(run.prompt)}, ${MODELS[run.model].label})`;
  return `Picked: ${what}${pick.blind ? ", blind" : ""}`;
}

/** The line below a thread. */
export function originWords({ exportedAt }: ExportedThread): string {
  return `Exported from PRPM Playground on ${instantWords(exportedAt)}.`;
}
