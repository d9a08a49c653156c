import { formatCount } from "@/components/format";
import { formatCredits } from "@/lib/credits/credits";
import { MODELS } from "@/lib/models/models";
import { tokenCeiling } from "@/lib/runs/quote";
import type { Receipt } from "@/lib/runs/run";

type Charged = Pick<Receipt, "creditsSpent" | "creditsQuoted" | "model" | "stopReason" | "tokensUsed">;

function whyFree(stopReason: Charged["stopReason"]): string {
  if (stopReason === "refusal") return "The model declined to answer, so nothing was charged.";
  if (stopReason === "stopped") return "You stopped it before the first text, so nothing was charged.";
  return "Nothing was charged.";
}

/** The reason for a charge in one or two sentences, from the price rule: the fewest credits whose ceilings cover the use. */
export function explainCharge({ creditsSpent, creditsQuoted, model, stopReason, tokensUsed }: Charged): string {
  if (creditsSpent === 0) return whyFree(stopReason);
  const { label, minCredits, tokensPerToken } = MODELS[model];
  const ceiling = (credits: number) => tokenCeiling(credits) * tokensPerToken;
  const carries = `${formatCredits(creditsSpent)} ${creditsSpent === 1 ? "carries" : "carry"} up to ${formatCount(ceiling(creditsSpent))} tokens`;
  const used = `this run used ${formatCount(tokensUsed)}`;
  if (creditsSpent === minCredits && minCredits > 1)
    return `Runs on ${label} start at ${formatCredits(minCredits)}; ${used} tokens.`;
  if (creditsSpent > 1 && tokensUsed <= ceiling(creditsSpent - 1)) {
    return `By tokens alone it would be less (${used}), but tokens of ${label} cost more: ${formatCredits(creditsSpent)} cover them.`;
  }
  const ended = stopReason === "max_tokens" && creditsSpent === creditsQuoted ? " The budget ended the text." : "";
  return `${carries} on ${label}; ${used}.${ended}`;
}
