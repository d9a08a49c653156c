import type Stripe from "stripe";
import { Refusal } from "../../stand-in/refusal";
import type { IntentNote } from "../state/rows";
import { idOf, requireRow, type Work } from "../work";
import { afterPayment } from "./after-payment";
import { failAuthentication, payIntent } from "./intents";

/** The authentication under way at this address. */
export function findChallenge(work: Work, token: string): { note: IntentNote; intent: Stripe.PaymentIntent } {
  for (const note of work.tables.intentNotes.values()) {
    if (note.challenge === token) return { note, intent: requireRow(work, "paymentIntents", note.id) };
  }
  throw new Refusal(404, "There is no authentication under way here.");
}

/** The holder of a card proved who they are, or did not; a decline that follows is thrown. */
export function finishChallenge(work: Work, intent: Stripe.PaymentIntent, proved: boolean): void {
  if (!proved) {
    failAuthentication(work, intent);
    return;
  }
  const method = requireRow(work, "paymentMethods", idOf(intent.payment_method) ?? "");
  payIntent(work, intent, { method, onSession: true, authenticated: true, returnUrl: null });
  afterPayment(work, intent);
}
