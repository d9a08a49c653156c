import { formatUsd } from "@/components/format";
import type { Refundable } from "@/lib/billing/refund";
import type { NewRefund } from "@/lib/billing/refund-request";
import { clawbackTarget } from "@/lib/credits/clawback";
import { type Credits, formatCredits } from "@/lib/credits/credits";

/** A purchase that can be refunded, with what it granted and what was paid for it. */
export type RefundedPack = Refundable & { purchaseId: string; email: string; credits: Credits };

/** How much goes back for a part. */
export function refundCents({ wholeCents, unusedCents }: Refundable, part: NewRefund["part"]): number {
  return part === "whole" ? wholeCents : unusedCents;
}

/** What a refund does to the wallet, before it is made. */
export function refundEffect(pack: RefundedPack, part: NewRefund["part"]): string {
  const { credits, unusedCredits, wholeCents, backCents, email } = pack;
  const amount = formatUsd(refundCents(pack, part));
  if (part === "unused")
    return `${email} gets ${amount} back and loses the ${formatCredits(unusedCredits)} left of it.`;
  const paidCents = wholeCents + backCents;
  const taken = clawbackTarget({ granted: credits, paidCents, refundedCents: backCents, disputedCents: 0 });
  const still = credits - taken;
  const spent = Math.max(0, still - unusedCredits);
  const unused = formatCredits(Math.min(unusedCredits, still));
  if (spent === 0) return `${email} gets ${amount} back and loses the ${unused} left of it.`;
  const owed = `The ${formatCredits(spent)} already used come out of other purchased ones; what is missing then is owed, and runs wait until it is paid.`;
  return unusedCredits === 0
    ? `${email} gets ${amount} back. ${owed}`
    : `${email} gets ${amount} back and loses the ${unused} left of it. ${owed}`;
}
