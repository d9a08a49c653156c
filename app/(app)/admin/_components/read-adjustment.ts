import { formatCount } from "@/components/format";
import { ADJUSTMENT_REASON, MAX_ADJUSTMENT } from "@/lib/credits/adjustment";
import { formatCredits } from "@/lib/credits/credits";
import { textProblem } from "@/lib/written-text";

/** What an admin wrote, as it stands in the fields. */
export type AdjustmentDraft = { amount: string; reason: string };

export type AdjustmentProblems = { amount: string | null; reason: string | null };

const MOST = formatCount(MAX_ADJUSTMENT);

function readAmount(text: string): number | null {
  const plain = text.replace(/\s/g, "").replace("\u2212", "-");
  return /^[+-]?\d{1,15}$/.test(plain) ? Number(plain) : null;
}

function amountProblem(amount: number | null, free: number): string | null {
  if (amount === null) return "Write a whole number in digits, such as 50 or -20.";
  if (amount === 0) return "0 changes nothing. Write how many to give, or a negative number to take away.";
  if (Math.abs(amount) > MAX_ADJUSTMENT) return `One adjustment goes from -${MOST} to ${MOST}.`;
  if (amount >= 0 || -amount <= free) return null;
  return free > 0
    ? `Only ${formatCredits(free)} can be taken away; no more is free.`
    : "Nothing is free that could be taken away.";
}

function reasonProblem(reason: string): string | null {
  if (textProblem(reason, ADJUSTMENT_REASON) === null) return null;
  const { min, max } = ADJUSTMENT_REASON;
  return `Give a reason of ${min} to ${max} characters; they read it in their statement.`;
}

/** Reads a draft for a wallet with so many free credits, or says in words what is not right about it. */
export function readAdjustment(
  draft: AdjustmentDraft,
  free: number,
): { ok: true; amount: number; reason: string } | { ok: false; problems: AdjustmentProblems } {
  const amount = readAmount(draft.amount);
  const reason = draft.reason.trim();
  const problems = { amount: amountProblem(amount, free), reason: reasonProblem(reason) };
  if (amount === null || problems.amount !== null || problems.reason !== null) return { ok: false, problems };
  return { ok: true, amount, reason };
}
