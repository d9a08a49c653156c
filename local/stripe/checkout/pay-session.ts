import type Stripe from "stripe";
import { NO_ADDRESS } from "../money/address";
import { afterPayment } from "../money/after-payment";
import { createIntent, payIntent } from "../money/intents";
import { type CardEntry, createMethod } from "../money/payment-methods";
import { conflicting } from "../wire/stripe-error";
import { change, idOf, requireRow, SELF, type Work } from "../work";
import { completeTrial } from "./complete-session";

export type Payer = { card: CardEntry; email: string };

/** A session that may still be paid, or a refusal that says why it may not. */
export function requireOpenSession(work: Work, id: string): Stripe.Checkout.Session {
  const session = requireRow(work, "sessions", id);
  if (session.status === "open") return session;
  throw conflicting(`This Checkout Session is ${session.status === "complete" ? "paid already" : "expired"}.`);
}

/** The session shows from now on who pays. */
export function notePayer(session: Stripe.Checkout.Session, email: string): void {
  change(session, {
    customer_details: {
      address: NO_ADDRESS,
      business_name: null,
      email,
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    },
  });
}

/** The payment behind a session, made at the first try to pay. */
export function intentOf(work: Work, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const note = requireRow(work, "checkoutNotes", session.id);
  if (note.intent !== null) return requireRow(work, "paymentIntents", note.intent);
  const isSubscription = session.mode === "subscription";
  const intent = createIntent(
    work,
    {
      amount: session.amount_total ?? 0,
      currency: session.currency ?? "usd",
      customer: idOf(session.customer),
      description: isSubscription ? "Subscription creation" : note.intentData.description,
      metadata: isSubscription ? {} : { ...note.intentData.metadata },
      receipt_email: note.intentData.receipt_email,
      setup_future_usage: isSubscription ? "off_session" : note.setupFutureUsage,
    },
    { checkout: session.id },
  );
  note.intent = intent.id;
  if (!isSubscription) change(session, { payment_intent: intent.id });
  return intent;
}

/**
 * Pays an open session with a card. Afterwards it is complete, or its payment waits for the holder of the card at the
 * address that is returned; a decline is thrown.
 */
export function paySession(work: Work, session: Stripe.Checkout.Session, payer: Payer): { challenge: string | null } {
  const method = createMethod(work, { type: "card", card: payer.card, billing_details: { email: payer.email } });
  notePayer(session, payer.email);
  if (session.amount_total === 0) {
    completeTrial(work, session, method);
    return { challenge: null };
  }
  const intent = intentOf(work, session);
  payIntent(work, intent, {
    method,
    onSession: true,
    authenticated: false,
    returnUrl: `${SELF}/c/pay/${session.id}`,
  });
  const challenge = requireRow(work, "intentNotes", intent.id).challenge;
  if (challenge === null) afterPayment(work, intent);
  return { challenge };
}
