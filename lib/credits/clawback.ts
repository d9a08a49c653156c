import type { Credits } from "@/lib/credits/credits";

export type PaymentBack = {
  granted: Credits;
  paidCents: number;
  /** Everything refunded so far. */
  refundedCents: number;
  /** What open and lost disputes claim; a won or withdrawn one counts nothing. */
  disputedCents: number;
};

/**
 * How many of a payment's credits are to be taken back, in total: the share of the money that went back, rounded up,
 * never above what was granted. A refund and a dispute of the same money count once.
 */
export function clawbackTarget({ granted, paidCents, refundedCents, disputedCents }: PaymentBack): Credits {
  const back = Math.min(paidCents, refundedCents + disputedCents);
  return Math.ceil((granted * back) / paidCents);
}
