import { countWords } from "@/components/insights/figure-words";
import { explainCharge } from "@/components/runs/explain-charge";
import { chargeWords, failureWords } from "@/components/runs/failure-words";
import { formatCredits } from "@/lib/credits/credits";
import type { OwnRun } from "@/lib/insights/own-run";

type Run = Pick<OwnRun, "status" | "error" | "model" | "creditsQuoted" | "creditsSpent" | "stopReason" | "tokensUsed">;

/** What the runs of a list come to, which is the figure that led to them: "5 runs for 9 credits, the newest first." */
export function runsSentence(runs: readonly Pick<OwnRun, "creditsSpent">[]): string {
  const credits = runs.reduce((sum, { creditsSpent }) => sum + creditsSpent, 0);
  const order = runs.length > 1 ? ", the newest first" : "";
  return `${countWords(runs.length, "run")} for ${formatCredits(credits)}${order}.`;
}

/** Why a run cost what it cost, or what became of it. */
export function runWords(run: Run): string {
  const { status, error, model, creditsQuoted } = run;
  if (status === "running") return `In flight; it costs at most ${formatCredits(creditsQuoted)}.`;
  if (error === null) return explainCharge(run);
  const { what } = failureWords(error, model);
  return `${what} ${chargeWords(error, what)}`.trim();
}
