import type { PurchaseReading, PurchaseStatus } from "@/lib/billing/reading";
import { clawbackTarget } from "@/lib/credits/clawback";
import type { Checkout } from "@/lib/stripe/checkout";
import type { Payment } from "@/lib/stripe/payment";

/** A purchase as we made it. */
export type PurchaseRow = Pick<
  PurchaseReading,
  "purchaseId" | "revision" | "userId" | "package" | "credits" | "amountCents" | "currency" | "mode"
>;

/** What Stripe says of a purchase; a payment outlives the page it was made on. */
export type AtStripe = { payment: Payment | null; checkout: Checkout | null };

/** Undefined leaves the purchase as it is. */
function statusOf({ payment, checkout }: AtStripe): PurchaseStatus | undefined {
  if (payment?.status === "succeeded") return "paid";
  if (payment?.status === "processing") return "processing";
  if (payment?.status === "canceled" || checkout?.status === "expired") return "expired";
  if (checkout?.status === "complete" && !checkout.isPaid) return "failed";
  // Without a page of Stripe's, another card may still be tried in the dialog.
  const waits = checkout === null ? payment?.status === "open" : checkout.status === "open";
  return waits ? "open" : undefined;
}

/** Was exactly the price paid, in its currency, beside the tax on it? */
export function isPaidInFull(row: PurchaseRow, payment: Payment, taxCents: number): boolean {
  return payment.receivedCents - taxCents === row.amountCents && payment.currency === row.currency;
}

function moneyOf(row: PurchaseRow, payment: Payment, checkout: Checkout | null) {
  const { receivedCents: paidCents, receiptUrl, back } = payment;
  return {
    paidCents,
    taxCents: checkout?.taxCents ?? 0,
    ...(receiptUrl !== null && { receiptUrl }),
    ...(back !== null && { ...back, takenBack: clawbackTarget({ granted: row.credits, paidCents, ...back }) }),
  };
}

/** Puts together how a purchase stands. */
export function purchaseReading(row: PurchaseRow, stands: AtStripe): PurchaseReading {
  const { payment, checkout } = stands;
  const status = statusOf(stands);
  return {
    kind: "purchase",
    ...row,
    ...(status !== undefined && { status }),
    ...(checkout !== null && { sessionId: checkout.id }),
    ...(payment !== null && { paymentIntentId: payment.id }),
    ...(payment?.failure != null && { failure: payment.failure }),
    ...(payment?.status === "succeeded" && moneyOf(row, payment, checkout)),
  };
}
