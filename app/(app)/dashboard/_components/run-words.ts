import { explainCharge } from "@/components/runs/explain-charge";
import { chargeWords, failureWords } from "@/components/runs/failure-words";
import { formatCredits } from "@/lib/credits/credits";
import type { OwnRun } from "@/lib/insights/own-run";

type Run = Pick<OwnRun, "status" | "error" | "model" | "creditsQuoted" | "creditsSpent" | "stopReason" | "tokensUsed">;

/** Why a run cost what it cost, or what became of it. */
export function runWords(run: Run): string {
  const { status, error, model, creditsQuoted } = run;
  if (status === "running") return `In flight; it costs at most ${formatCredits(creditsQuoted)}.`;
  if (error === null) return explainCharge(run);
  const { what } = failureWords(error, model);
  return `${what} ${chargeWords(error, what)}`.trim();
}
