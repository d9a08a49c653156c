import type Stripe from "stripe";
import { intentOf } from "./subscriptions/invoice-life";
import { listOf } from "./wire/page";
import { requireRow, type Work } from "./work";

type Include = (work: Work, holder: Record<string, unknown>) => unknown;

/** What an object shows only when `expand[]` asks for it, by `object.name`. */
export const INCLUDED_ON_REQUEST: Readonly<Record<string, Include>> = {
  "checkout.session.line_items": (work, { id }) =>
    listOf(requireRow(work, "checkoutNotes", String(id)).lineItems, `/v1/checkout/sessions/${id}/line_items`),
  "charge.refunds": (work, { id }) =>
    listOf(
      [...work.tables.refunds.values()].filter(({ charge }: Stripe.Refund) => charge === id).reverse(),
      `/v1/charges/${id}/refunds`,
    ),
  "invoice.payments": (work, { id }) =>
    listOf(
      [...work.tables.invoicePayments.values()].filter(({ invoice }) => invoice === id),
      `/v1/invoice_payments?invoice=${id}`,
    ),
  "invoice.confirmation_secret": (work, { id }) => {
    const intent = intentOf(work, requireRow(work, "invoices", String(id)));
    return intent?.client_secret ? { client_secret: intent.client_secret, type: "payment_intent" } : null;
  },
  "customer.subscriptions": (work, { id }) =>
    listOf(
      [...work.tables.subscriptions.values()].filter(
        ({ customer, status }) => customer === id && status !== "canceled",
      ),
      `/v1/customers/${id}/subscriptions`,
    ),
};
