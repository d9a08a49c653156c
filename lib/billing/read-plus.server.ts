import "server-only";
import { userOfCustomer } from "@/lib/billing/customer.server";
import { PLUS_PLAN } from "@/lib/billing/packs";
import type { Finding, InvoiceReading } from "@/lib/billing/reading";
import { clawbackTarget } from "@/lib/credits/clawback";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import type { Payment } from "@/lib/stripe/payment";
import { readInvoice, type StripeInvoice } from "@/lib/stripe/read-invoice.server";
import { readPayment } from "@/lib/stripe/read-payment.server";
import { readSubscription, type StripeSubscription } from "@/lib/stripe/read-subscription.server";

const NOT_OURS: Finding = { reading: null, note: "not PRPM+" };
const NOBODY: Finding = { reading: null, note: "no user of ours" };

async function storedRevision(table: "subscriptions" | "subscription_invoices", id: string): Promise<number> {
  const key = table === "subscriptions" ? "stripe_subscription_id" : "id";
  const [row] = await query<{ revision: number }>(`SELECT revision FROM ${table} WHERE ${key} = $1`, [id]);
  return row?.revision ?? 0;
}

/** Is it PRPM+: by the mark that we gave it, else by its price? A Stripe account may sell other things too. */
function isPlus(metadata: Readonly<Record<string, string>>, priceIds: readonly (string | null)[]): boolean {
  return metadata["plan"] === PLUS_PLAN || priceIds.some((id) => id !== null && id === env().STRIPE_PRICE_PRPM_PLUS);
}

/** What is written down of a subscription that was read when `revision` was stored. */
async function toSubscriptionReading(read: StripeSubscription, revision: number): Promise<Finding> {
  const { customerId, metadata, priceIds, ...facts } = read;
  if (!isPlus(metadata, priceIds)) return NOT_OURS;
  const userId = await userOfCustomer(customerId, metadata);
  if (userId === null) return NOBODY;
  return { reading: { kind: "subscription", ...facts, revision, userId } };
}

/** Reads how a subscription stands at Stripe. */
export async function readPlusSubscription(id: string): Promise<Finding> {
  const revision = await storedRevision("subscriptions", id);
  const read = await readSubscription(id);
  return read === null ? NOT_OURS : toSubscriptionReading(read, revision);
}

/** A month is paid for by the first invoice and by those of each renewal, and by nothing else. */
const MONTHS = new Set(["subscription_create", "subscription_cycle"]);

function isPaidMonth({ status, billingReason }: StripeInvoice): boolean {
  return status === "paid" && MONTHS.has(billingReason);
}

function moneyOf(payment: Payment | null): Partial<InvoiceReading> {
  if (payment === null || payment.receivedCents === 0) return {};
  const { receivedCents: paidCents, receiptUrl, back } = payment;
  return {
    ...(receiptUrl !== null && { receiptUrl }),
    ...(back !== null && { ...back, takenBack: clawbackTarget({ granted: MONTHLY_CREDITS, paidCents, ...back }) }),
  };
}

function doubtful(note: string, invoice: string): Finding {
  const message = `A paid month of PRPM+ granted no credits: ${note}`;
  return { reading: null, note, doubt: { subject: invoice, message, details: { invoice } } };
}

/** Reads how an invoice of PRPM+ stands at Stripe; `back` also reads refunds and disputes that its charge does not show. */
export async function readPlusInvoice(id: string, { back = false } = {}): Promise<Finding> {
  const revision = await storedRevision("subscription_invoices", id);
  const invoice = await readInvoice(id);
  if (invoice === null || invoice.line === null) return NOT_OURS;
  if (!isPlus(invoice.metadata, [invoice.line.priceId])) return NOT_OURS;
  const userId = await userOfCustomer(invoice.customerId, invoice.metadata);
  if (userId === null) return isPaidMonth(invoice) ? doubtful("no user of ours", id) : NOBODY;
  if (isPaidMonth(invoice) && invoice.paidCents === 0) return doubtful("paid nothing", id);
  const { customerId: _c, metadata: _m, line, ...facts } = invoice;
  const payment =
    invoice.paymentIntentId === null || invoice.status !== "paid"
      ? null
      : await readPayment(invoice.paymentIntentId, { back });
  const { periodStart, periodEnd } = line;
  const grants = isPaidMonth(invoice);
  return {
    reading: { kind: "invoice", ...facts, revision, userId, periodStart, periodEnd, grants, ...moneyOf(payment) },
  };
}
