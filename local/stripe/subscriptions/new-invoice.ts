import type Stripe from "stripe";
import { requireCustomer } from "../money/customers";
import { decimalOf, shownAmount } from "../money/decimal";
import { newId } from "../state/ids";
import { listOf } from "../wire/page";
import { add, idOf, requireRow, type Work } from "../work";

type Reason = "subscription_create" | "subscription_cycle";

function lineOf(
  work: Work,
  invoice: string,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): Stripe.InvoiceLineItem {
  const { price, quantity = 1 } = item;
  const product = requireRow(work, "products", idOf(price.product));
  const isFree = subscription.status === "trialing";
  const unit = price.unit_amount ?? 0;
  const amount = isFree ? 0 : unit * quantity;
  const each = `${shownAmount(unit, price.currency)} / ${price.recurring?.interval ?? "month"}`;
  return {
    id: newId("il"),
    object: "line_item",
    amount,
    currency: price.currency,
    description: isFree ? `Trial period for ${product.name}` : `${quantity} × ${product.name} (at ${each})`,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: { ...subscription.metadata },
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    period: { start: item.current_period_start, end: item.current_period_end },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: product.id },
      type: "price_details",
      unit_amount_decimal: decimalOf(unit),
    },
    quantity,
    quantity_decimal: decimalOf(quantity),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}

/** A draft for the period that a subscription is in now. `before` is the one that it follows. */
export function createInvoice(
  work: Work,
  subscription: Stripe.Subscription,
  reason: Reason,
  before: { start: number; end: number } = { start: work.now(), end: work.now() },
): Stripe.Invoice {
  const id = newId("in");
  const customer = requireCustomer(work, idOf(subscription.customer));
  const lines = subscription.items.data.map((item) => lineOf(work, id, subscription, item));
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const invoice: Stripe.Invoice = {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Local stand-in for Stripe",
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: "charge_automatically",
    created: work.now(),
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: listOf(lines, `/v1/invoices/${id}/lines`),
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: { ...subscription.metadata }, subscription: subscription.id },
      type: "subscription_details",
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: before.end,
    period_start: before.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
  // Stripe's published sample still names it; what it held is in `parent`.
  Object.assign(invoice, { subscription: null });
  subscription.latest_invoice = id;
  return add(work, "invoices", invoice);
}

/** The subscription that an invoice is for. */
export function subscriptionOf(work: Work, invoice: Stripe.Invoice): Stripe.Subscription {
  return requireRow(work, "subscriptions", idOf(invoice.parent?.subscription_details?.subscription) ?? "");
}
