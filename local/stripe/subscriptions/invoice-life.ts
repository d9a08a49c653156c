import type Stripe from "stripe";
import { requireCustomer } from "../money/customers";
import { cancelIntent, createIntent } from "../money/intents";
import { newId } from "../state/ids";
import { conflicting } from "../wire/stripe-error";
import { add, change, idOf, requireRow, SELF, type Work } from "../work";
import { subscriptionOf } from "./new-invoice";
import { activate } from "./subscription-life";

function numberFor(work: Work, invoice: Stripe.Invoice): string {
  const customer = requireCustomer(work, idOf(invoice.customer) ?? "");
  const sequence = customer.next_invoice_sequence ?? 1;
  customer.next_invoice_sequence = sequence + 1;
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`;
}

/** The payment that an invoice is to be paid with. */
function paymentOf(work: Work, invoice: Stripe.Invoice): Stripe.InvoicePayment | null {
  return [...work.tables.invoicePayments.values()].find((payment) => payment.invoice === invoice.id) ?? null;
}

/** The payment intent of an invoice; one that costs nothing has none. */
export function intentOf(work: Work, invoice: Stripe.Invoice): Stripe.PaymentIntent | null {
  const id = idOf(paymentOf(work, invoice)?.payment.payment_intent);
  return id === null ? null : requireRow(work, "paymentIntents", id);
}

function link(work: Work, invoice: Stripe.Invoice, intent: Stripe.PaymentIntent): void {
  requireRow(work, "intentNotes", intent.id).invoice = invoice.id;
  add(work, "invoicePayments", {
    id: newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: work.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

/** A draft becomes final: it has a number and a payment, a new one unless one is there already. */
export function finalizeInvoice(work: Work, invoice: Stripe.Invoice, paidBy?: Stripe.PaymentIntent): void {
  if (invoice.status !== "draft") throw conflicting("This invoice is finalized already.");
  change(invoice, {
    status: "open",
    number: numberFor(work, invoice),
    effective_at: work.now(),
    hosted_invoice_url: `${SELF}/i/${invoice.id}`,
    invoice_pdf: `${SELF}/i/${invoice.id}/pdf`,
    ending_balance: 0,
    status_transitions: { ...invoice.status_transitions, finalized_at: work.now() },
  });
  work.emit("invoice.finalized", invoice);
  if (invoice.amount_due === 0) return;
  const isFirst = invoice.billing_reason === "subscription_create";
  const intent =
    paidBy ??
    createIntent(work, {
      amount: invoice.amount_due,
      currency: invoice.currency,
      customer: idOf(invoice.customer),
      description: isFirst ? "Subscription creation" : "Subscription update",
      setup_future_usage: "off_session",
    });
  link(work, invoice, intent);
}

/** An invoice is paid, and its subscription goes on. */
export function markPaid(work: Work, invoice: Stripe.Invoice): void {
  if (invoice.status === "paid") return;
  change(invoice, {
    status: "paid",
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    webhooks_delivered_at: work.now(),
    status_transitions: { ...invoice.status_transitions, paid_at: work.now() },
  });
  const payment = paymentOf(work, invoice);
  if (payment) {
    change(payment, {
      status: "paid",
      amount_paid: invoice.amount_due,
      status_transitions: { canceled_at: null, paid_at: work.now() },
    });
  }
  work.emit("invoice.paid", invoice);
  work.emit("invoice.payment_succeeded", invoice);
  if (payment) work.emit("invoice_payment.paid", payment);
  const others = [...work.tables.invoices.values()].filter(
    ({ customer, status }) => customer === invoice.customer && status === "open",
  );
  if (others.length === 0) requireCustomer(work, idOf(invoice.customer) ?? "").delinquent = false;
  const subscription = subscriptionOf(work, invoice);
  if (subscription.latest_invoice === invoice.id || others.length === 0) activate(work, subscription);
}

/** An invoice is taken back; nobody is to pay it any more. */
export function voidInvoice(work: Work, invoice: Stripe.Invoice): void {
  if (invoice.status !== "open") throw conflicting(`You can only void open invoices; this one is ${invoice.status}.`);
  change(invoice, {
    status: "void",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, voided_at: work.now() },
  });
  const intent = intentOf(work, invoice);
  if (intent && intent.status !== "succeeded" && intent.status !== "canceled") {
    cancelIntent(work, intent, "void_invoice");
  }
  work.emit("invoice.voided", invoice);
}
