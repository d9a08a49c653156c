import type Stripe from "stripe";
import { newId, randomText } from "../state/ids";
import { listOf } from "../wire/page";
import { idOf, type Work } from "../work";
import { periodEnd } from "./period";

const DAY_SECONDS = 86_400;

export type NewSubscription = {
  customer: string;
  items: readonly { price: Stripe.Price; quantity: number }[];
  method: string | null;
  description: string | null;
  metadata: Record<string, string>;
  trialDays: number;
};

/** A price as it was called before prices were. */
function planOf(price: Stripe.Price): Stripe.Plan {
  const { recurring } = price;
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: recurring?.interval ?? "month",
    interval_count: recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: idOf(price.product),
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

/** A subscription from now on: not yet paid for, or on trial. */
export function newSubscription(work: Work, wanted: NewSubscription): Stripe.Subscription {
  const id = newId("sub");
  const now = work.now();
  const onTrial = wanted.trialDays > 0;
  const trialEnd = onTrial ? now + wanted.trialDays * DAY_SECONDS : null;
  const [first] = wanted.items;
  const anchor = trialEnd ?? now;
  const recurring = first?.price.recurring ?? { interval: "month" as const, interval_count: 1 };
  const items = wanted.items.map(
    ({ price, quantity }): Stripe.SubscriptionItem => ({
      id: `si_${randomText(14)}`,
      object: "subscription_item",
      billing_thresholds: null,
      created: now,
      current_period_end: trialEnd ?? periodEnd(anchor, now, recurring),
      current_period_start: now,
      current_trial: null,
      discounts: [],
      metadata: {},
      plan: planOf(price),
      price: structuredClone(price),
      quantity,
      subscription: id,
      tax_rates: [],
    }),
  );
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: now,
    currency: first?.price.currency ?? "usd",
    customer: wanted.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: wanted.method,
    default_source: null,
    default_tax_rates: [],
    description: wanted.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: listOf(items, `/v1/subscription_items?subscription=${id}`),
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: wanted.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: onTrial ? "trialing" : "incomplete",
    test_clock: null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" } },
    trial_start: onTrial ? now : null,
  };
}

/** The period a subscription is in. */
export function currentPeriod(subscription: Stripe.Subscription): { start: number; end: number } {
  const [item] = subscription.items.data;
  return { start: item?.current_period_start ?? 0, end: item?.current_period_end ?? 0 };
}
