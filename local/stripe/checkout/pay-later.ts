import type Stripe from "stripe";
import { afterPayment } from "../money/after-payment";
import { failIntent, payIntent, unexpectedState } from "../money/intents";
import { createMethod } from "../money/payment-methods";
import { change, idOf, requireRow, type Work } from "../work";
import { completeSession, failLatePayment } from "./complete-session";
import { intentOf, notePayer, type Payer } from "./pay-session";

/**
 * Completes a session with a payment that arrives later, as by bank transfer; `settleLater` says whether it did. The
 * stand-in knows cards only, so a card stands for it.
 */
export function payLater(work: Work, session: Stripe.Checkout.Session, { card, email }: Payer): void {
  notePayer(session, email);
  const intent = intentOf(work, session);
  const method = createMethod(work, { type: "card", card, billing_details: { email } });
  change(intent, { status: "processing", payment_method: method.id, processing: { type: "card" } });
  work.emit("payment_intent.processing", intent);
  completeSession(work, session.id, intent);
}

/** The money of a delayed payment came, or did not. */
export function settleLater(work: Work, intent: Stripe.PaymentIntent, outcome: "succeeded" | "failed"): void {
  if (intent.status !== "processing") throw unexpectedState(intent, "This PaymentIntent waits for no money.");
  const method = requireRow(work, "paymentMethods", idOf(intent.payment_method) ?? "");
  change(intent, { status: "requires_confirmation", processing: null });
  if (outcome === "succeeded") {
    payIntent(work, intent, { method, onSession: false, authenticated: true, returnUrl: null });
    afterPayment(work, intent);
    return;
  }
  failIntent(intent, method, { code: "payment_intent_payment_attempt_failed", message: "The payment did not arrive." });
  work.emit("payment_intent.payment_failed", intent);
  const { checkout } = requireRow(work, "intentNotes", intent.id);
  if (checkout !== null) failLatePayment(work, checkout);
}
