import "server-only";
import type Stripe from "stripe";
import { findAtStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import { idOf, instantOf } from "@/lib/stripe/stripe-values";

/** How a subscription's invoice stands at Stripe. */
export type StripeInvoice = {
  id: string;
  customerId: string;
  subscriptionId: string;
  /** Of the subscription, as it was when the invoice was made. */
  metadata: Readonly<Record<string, string>>;
  status: string;
  billingReason: string;
  currency: string;
  dueCents: number;
  paidCents: number;
  taxCents: number;
  /** The line of the subscription itself, without what a change in its middle cost. */
  line: { priceId: string | null; periodStart: Date; periodEnd: Date } | null;
  paymentIntentId: string | null;
  hostedUrl: string | null;
  pdfUrl: string | null;
  createdAt: Date;
};

function lineOf({ lines }: Stripe.Invoice): StripeInvoice["line"] {
  const own = lines.data.filter(
    ({ parent }) => parent?.subscription_item_details != null && !parent.subscription_item_details.proration,
  );
  const line = own.sort((a, b) => b.period.end - a.period.end)[0];
  if (line === undefined) return null;
  const priceId = idOf(line.pricing?.price_details?.price);
  return { priceId, periodStart: instantOf(line.period.start), periodEnd: instantOf(line.period.end) };
}

function paymentIntentOf({ payments }: Stripe.Invoice): string | null {
  const made = payments?.data ?? [];
  const paid = made.find(({ status }) => status === "paid") ?? made.find(({ is_default }) => is_default);
  return idOf(paid?.payment.payment_intent);
}

/** Reads an invoice from Stripe; null when there is none of that id, or it belongs to no subscription. */
export async function readInvoice(id: string): Promise<StripeInvoice | null> {
  const invoice = await findAtStripe(() => stripe().invoices.retrieve(id, { expand: ["payments"] }));
  const details = invoice?.parent?.subscription_details;
  const subscriptionId = idOf(details?.subscription);
  if (invoice === null || subscriptionId === null) return null;
  return {
    id,
    customerId: idOf(invoice.customer) ?? "",
    subscriptionId,
    metadata: details?.metadata ?? {},
    status: invoice.status ?? "draft",
    billingReason: invoice.billing_reason ?? "unknown",
    currency: invoice.currency,
    dueCents: invoice.amount_due,
    paidCents: invoice.amount_paid,
    taxCents: (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
    line: lineOf(invoice),
    paymentIntentId: paymentIntentOf(invoice),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
    createdAt: instantOf(invoice.created),
  };
}

/** The invoice that a payment paid; null when it paid none. */
export async function invoiceOfPayment(paymentIntentId: string): Promise<string | null> {
  const payment = { type: "payment_intent", payment_intent: paymentIntentId } as const;
  const found = await findAtStripe(() => stripe().invoicePayments.list({ payment, limit: 1 }));
  return idOf(found?.data[0]?.invoice as string | { id: string } | undefined);
}
