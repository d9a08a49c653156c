import type Stripe from "stripe";
import { completeSession } from "../checkout/complete-session";
import { requireRow, type Work } from "../work";
import { bringAftermath } from "./aftermath";

/** What follows when an intent has been paid: whatever waited for the money is completed. */
export function afterPayment(work: Work, intent: Stripe.PaymentIntent): void {
  const note = requireRow(work, "intentNotes", intent.id);
  if (note.checkout !== null) completeSession(work, note.checkout, intent);
  bringAftermath(work, intent);
}
