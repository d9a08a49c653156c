import type Stripe from "stripe";
import { bringAftermath } from "../money/aftermath";
import { requireCustomer } from "../money/customers";
import { payIntent } from "../money/intents";
import { StripeRefusal } from "../wire/stripe-error";
import { change, idOf, requireRow, type Work } from "../work";
import { intentOf, markPaid } from "./invoice-life";
import { subscriptionOf } from "./new-invoice";
import { cancelSubscription, isOver, setStatus } from "./subscription-life";

const DAY_SECONDS = 86_400;

/** The card that pays for a subscription when nobody says otherwise. */
export function methodFor(work: Work, subscription: Stripe.Subscription): Stripe.PaymentMethod | null {
  const customer = requireCustomer(work, idOf(subscription.customer));
  const id = idOf(subscription.default_payment_method) ?? idOf(customer.invoice_settings.default_payment_method);
  return id === null ? null : requireRow(work, "paymentMethods", id);
}

const noMethod = () =>
  new StripeRefusal(
    402,
    {
      type: "card_error",
      code: "missing",
      message: "This customer has no payment method that could pay the invoice.",
    },
    { kept: true },
  );

export type Attempt = {
  /** Else the one the subscription is paid with. */
  method?: Stripe.PaymentMethod | null;
  onSession?: boolean;
  /** Where its holder goes after an authentication. */
  returnUrl?: string | null;
};

/** Tries to charge for an invoice once; `refusal` says why it did not work, null that its holder is asked first. */
function charge(
  work: Work,
  intent: Stripe.PaymentIntent,
  { method, onSession, returnUrl }: Required<Attempt>,
): { paid: true } | { paid: false; refusal: StripeRefusal | null } {
  if (!method) return { paid: false, refusal: noMethod() };
  try {
    payIntent(work, intent, { method, onSession, authenticated: false, returnUrl });
  } catch (error) {
    if (error instanceof StripeRefusal && error.status === 402) return { paid: false, refusal: error };
    throw error;
  }
  return intent.status === "succeeded" ? { paid: true } : { paid: false, refusal: null };
}

/** Tries to pay an open invoice; what follows from failure is done, and why it failed is returned. */
export function payInvoice(
  work: Work,
  invoice: Stripe.Invoice,
  { method = null, onSession = false, returnUrl = null }: Attempt = {},
): StripeRefusal | null {
  const intent = intentOf(work, invoice);
  const subscription = subscriptionOf(work, invoice);
  if (intent === null) {
    markPaid(work, invoice);
    return null;
  }
  change(invoice, { attempted: true, attempt_count: invoice.attempt_count + 1 });
  const result = charge(work, intent, {
    method: method ?? methodFor(work, subscription),
    onSession,
    returnUrl,
  });
  if (result.paid) {
    markPaid(work, invoice);
    bringAftermath(work, intent);
    return null;
  }
  const asksHolder = result.refusal === null;
  if (!(asksHolder && onSession)) noteFailure(work, invoice, subscription, asksHolder);
  return result.refusal;
}

function noteFailure(
  work: Work,
  invoice: Stripe.Invoice,
  subscription: Stripe.Subscription,
  asksHolder: boolean,
): void {
  requireCustomer(work, idOf(invoice.customer) ?? "").delinquent = true;
  const isFirst = subscription.status === "incomplete";
  const pause = isFirst ? undefined : work.dunning().retryDays[invoice.attempt_count - 1];
  const next = pause === undefined || isOver(subscription) ? null : work.now() + Math.round(pause * DAY_SECONDS);
  const previous = change(invoice, { next_payment_attempt: next });
  if (next !== null) work.schedule("retry-invoice", invoice.id, next);
  work.emit("invoice.updated", invoice, { ...previous, attempt_count: invoice.attempt_count - 1 });
  work.emit("invoice.payment_failed", invoice);
  if (asksHolder) work.emit("invoice.payment_action_required", invoice);
  if (isFirst || isOver(subscription)) return;
  if (next === null) giveUp(work, invoice, subscription);
  else if (subscription.status !== "unpaid") setStatus(work, subscription, "past_due");
}

/** After the last try a subscription ends, or stays without being paid, as was set. */
function giveUp(work: Work, invoice: Stripe.Invoice, subscription: Stripe.Subscription): void {
  const end = work.dunning().finally;
  if (end === "canceled") cancelSubscription(work, subscription, "payment_failed");
  else setStatus(work, subscription, end);
  change(invoice, { auto_advance: false });
}

/** Another try at an invoice, if it is still to be paid. */
export function retryInvoice(work: Work, id: string): void {
  const invoice = requireRow(work, "invoices", id);
  if (invoice.status === "open" && invoice.next_payment_attempt === work.now()) payInvoice(work, invoice);
}
