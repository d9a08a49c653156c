import type Stripe from "stripe";
import { createCustomer } from "../money/customers";
import { cancelIntent } from "../money/intents";
import { attach } from "../money/payment-methods";
import { change, idOf, requireRow, type Work } from "../work";

/** The customer who pays, made now when the session asks for one. */
function customerOf(work: Work, session: Stripe.Checkout.Session): string | null {
  const known = idOf(session.customer);
  if (known !== null) return known;
  if (session.mode === "payment" && session.customer_creation !== "always") return null;
  return createCustomer(work, { email: session.customer_details?.email ?? null }).id;
}

/** Completes a session whose payment went through. */
export function completeSession(work: Work, id: string, intent: Stripe.PaymentIntent): void {
  const session = requireRow(work, "sessions", id);
  if (session.status !== "open") return;
  const customer = customerOf(work, session);
  const method = requireRow(work, "paymentMethods", idOf(intent.payment_method) ?? "");
  if (customer !== null && intent.setup_future_usage !== null) attach(work, method, customer);
  change(intent, { customer });
  change(session, { customer, status: "complete", payment_status: "paid", url: null });
  work.emit("checkout.session.completed", session);
}

/** Ends a session that nobody paid in time, or that was ended by hand. */
export function expireSession(work: Work, session: Stripe.Checkout.Session): void {
  change(session, { status: "expired", url: null });
  const intent = requireRow(work, "checkoutNotes", session.id).intent;
  const open = intent === null ? null : requireRow(work, "paymentIntents", intent);
  if (open && open.status !== "canceled" && open.status !== "succeeded") cancelIntent(work, open, "expired");
  work.emit("checkout.session.expired", session);
}
