import type Stripe from "stripe";
import { createCustomer } from "../money/customers";
import { cancelIntent } from "../money/intents";
import { attach } from "../money/payment-methods";
import { startSubscription } from "../subscriptions/start-subscription";
import { change, idOf, requireRow, type Work } from "../work";

/** The customer who pays, made now when the session asks for one. */
function customerOf(work: Work, session: Stripe.Checkout.Session): string | null {
  const known = idOf(session.customer);
  if (known !== null) return known;
  if (session.mode === "payment" && session.customer_creation !== "always") return null;
  return createCustomer(work, { email: session.customer_details?.email ?? null }).id;
}

/** Completes a session whose payment went through, or is on its way and comes later. */
export function completeSession(work: Work, id: string, intent: Stripe.PaymentIntent): void {
  const session = requireRow(work, "sessions", id);
  if (session.status === "complete") {
    receiveLatePayment(work, session);
    return;
  }
  const customer = customerOf(work, session);
  const method = requireRow(work, "paymentMethods", idOf(intent.payment_method) ?? "");
  if (customer !== null && intent.setup_future_usage !== null) attach(work, method, customer);
  change(intent, { customer });
  const charge = work.tables.charges.get(idOf(intent.latest_charge) ?? "");
  if (charge) change(charge, { customer });
  const paid = intent.status === "succeeded";
  if (session.mode === "subscription" && customer !== null) subscribe(work, session, customer, method, intent);
  change(session, { customer, status: "complete", payment_status: paid ? "paid" : "unpaid", url: null });
  work.emit("checkout.session.completed", session);
}

/** Completes a session that costs nothing yet: a subscription that begins with a trial. */
export function completeTrial(work: Work, session: Stripe.Checkout.Session, method: Stripe.PaymentMethod): void {
  const customer = customerOf(work, session) ?? "";
  attach(work, method, customer);
  subscribe(work, session, customer, method);
  change(session, { customer, status: "complete", payment_status: "no_payment_required", url: null });
  work.emit("checkout.session.completed", session);
}

/** The subscription that a session was for. */
function subscribe(
  work: Work,
  session: Stripe.Checkout.Session,
  customer: string,
  method: Stripe.PaymentMethod,
  paidBy?: Stripe.PaymentIntent,
): void {
  const { lineItems, subscriptionData } = requireRow(work, "checkoutNotes", session.id);
  const items = lineItems.flatMap(({ price, quantity }) =>
    price?.recurring ? [{ price, quantity: quantity ?? 1 }] : [],
  );
  const wanted = { ...subscriptionData, customer, items, method: method.id };
  const { subscription, invoice } = startSubscription(work, wanted, paidBy);
  change(session, { subscription: subscription.id, invoice: invoice.id });
}

function receiveLatePayment(work: Work, session: Stripe.Checkout.Session): void {
  if (session.payment_status !== "unpaid") return;
  change(session, { payment_status: "paid" });
  work.emit("checkout.session.async_payment_succeeded", session);
}

/** A payment that was to come later does not. */
export function failLatePayment(work: Work, id: string): void {
  work.emit("checkout.session.async_payment_failed", requireRow(work, "sessions", id));
}

/** Ends a session that nobody paid in time, or that was ended by hand. */
export function expireSession(work: Work, session: Stripe.Checkout.Session): void {
  change(session, { status: "expired", url: null });
  const intent = requireRow(work, "checkoutNotes", session.id).intent;
  const open = intent === null ? null : requireRow(work, "paymentIntents", intent);
  if (open && open.status !== "canceled" && open.status !== "succeeded") cancelIntent(work, open, "expired");
  work.emit("checkout.session.expired", session);
}
