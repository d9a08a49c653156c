import type Stripe from "stripe";
import { completeSession } from "../checkout/complete-session";
import { markPaid } from "../subscriptions/invoice-life";
import { requireRow, type Work } from "../work";
import { bringAftermath } from "./aftermath";

/** What follows when an intent has been paid: whatever waited for the money is completed. */
export function afterPayment(work: Work, intent: Stripe.PaymentIntent): void {
  const { checkout, invoice } = requireRow(work, "intentNotes", intent.id);
  if (checkout !== null) completeSession(work, checkout, intent);
  else if (invoice !== null) markPaid(work, requireRow(work, "invoices", invoice));
  bringAftermath(work, intent);
}
