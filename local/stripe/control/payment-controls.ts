import { z } from "zod";
import { payLater, settleLater } from "../checkout/pay-later";
import { paySession, requireOpenSession } from "../checkout/pay-session";
import { afterPayment } from "../money/after-payment";
import { warnOfFraud } from "../money/aftermath";
import { findChallenge, finishChallenge } from "../money/authenticate";
import { closeDispute, openDispute } from "../money/disputes";
import { payIntent } from "../money/intents";
import { cardEntry, createMethod } from "../money/payment-methods";
import { chargeNamed, createRefund } from "../money/refunds";
import { requireRow } from "../work";
import { type ControlCall, control, parseBody } from "./handler";

const Card = z.strictObject({
  card: z.string().default("4242424242424242"),
  email: z.email().optional(),
  /** What becomes of an authentication, where the card asks for one. */
  authenticate: z.boolean().default(true),
  /** The money comes later, as by bank transfer: see `payment_intents/:id/settle`. */
  delayed: z.boolean().default(false),
});

function payCheckout({ work, id, body }: ControlCall): object {
  const { card, email, authenticate, delayed } = parseBody(Card, body);
  const session = requireOpenSession(work, id);
  const payer = { card: cardEntry(work, card), email: email ?? session.customer_details?.email ?? "buyer@example.com" };
  if (delayed) {
    payLater(work, session, payer);
    return session;
  }
  const { challenge } = paySession(work, session, payer);
  if (challenge !== null) finishChallenge(work, findChallenge(work, challenge).intent, authenticate);
  return session;
}

function confirmIntent({ work, id, body }: ControlCall): object {
  const { card, authenticate } = parseBody(Card, body);
  const intent = requireRow(work, "paymentIntents", id);
  const method = createMethod(work, { type: "card", card: cardEntry(work, card) });
  payIntent(work, intent, { method, onSession: true, authenticated: false, returnUrl: null });
  if (intent.status === "requires_action") finishChallenge(work, intent, authenticate);
  else afterPayment(work, intent);
  return intent;
}

const amountCents = z.int().min(1).optional();

const Refund = z.strictObject({
  paymentIntent: z.string(),
  amountCents,
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  /** How it goes, whatever the card has in store. */
  course: z.enum(["at_once", "pending", "fails"]).optional(),
});

const Dispute = z.strictObject({
  paymentIntent: z.string(),
  /** Without one it stays open. */
  outcome: z.enum(["won", "lost"]).optional(),
  amountCents,
  reason: z.string().default("fraudulent"),
  inquiry: z.boolean().default(false),
});

function dispute({ work, body }: ControlCall): object {
  const { paymentIntent, outcome, amountCents: amount, reason, inquiry } = parseBody(Dispute, body);
  const opened = openDispute(work, {
    charge: chargeNamed(work, { payment_intent: paymentIntent }),
    reason,
    inquiry,
    amount,
  });
  if (outcome) closeDispute(work, opened, outcome);
  return opened;
}

export const paymentControls = [
  control("POST checkout/:id/pay", payCheckout),
  control("POST payment_intents/:id/confirm", confirmIntent),
  control("POST payment_intents/:id/settle", ({ work, id, body }) => {
    const { outcome } = parseBody(z.strictObject({ outcome: z.enum(["succeeded", "failed"]) }), body);
    const intent = requireRow(work, "paymentIntents", id);
    settleLater(work, intent, outcome);
    return intent;
  }),
  control("POST refunds", ({ work, body }) => {
    const { paymentIntent, amountCents: amount, ...how } = parseBody(Refund, body);
    return createRefund(work, { charge: chargeNamed(work, { payment_intent: paymentIntent }), amount, ...how });
  }),
  control("POST disputes", dispute),
  control("POST disputes/:id/close", ({ work, id, body }) => {
    const { outcome } = parseBody(z.strictObject({ outcome: z.enum(["won", "lost"]) }), body);
    const open = requireRow(work, "disputes", id);
    closeDispute(work, open, outcome);
    return open;
  }),
  control("POST early_fraud_warnings", ({ work, body }) => {
    const { paymentIntent } = parseBody(z.strictObject({ paymentIntent: z.string() }), body);
    return warnOfFraud(work, chargeNamed(work, { payment_intent: paymentIntent }));
  }),
];
