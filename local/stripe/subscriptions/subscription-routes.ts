import type Stripe from "stripe";
import { z } from "zod";
import { requireCustomer } from "../money/customers";
import { attach, payingMethod } from "../money/payment-methods";
import { newestFirst, pageOf, paging } from "../wire/page";
import { anything, clearable, flag, isWithin, mergedMetadata, metadata, range, text, whole } from "../wire/params";
import { route } from "../wire/route";
import { conflicting, invalid, noSuch } from "../wire/stripe-error";
import { change, requireRow, type Work } from "../work";
import { currentPeriod } from "./new-subscription";
import { resumeSubscription } from "./pause";
import { methodFor, payInvoice } from "./pay-invoice";
import { type End, scheduleEnd } from "./schedule-end";
import { startSubscription } from "./start-subscription";
import { cancelSubscription, isOver } from "./subscription-life";

const cancellation = z
  .strictObject({
    comment: clearable,
    feedback: z.union([
      z.literal("").transform(() => null),
      z.enum([
        "customer_service",
        "low_quality",
        "missing_features",
        "other",
        "switched_service",
        "too_complex",
        "too_expensive",
        "unused",
      ]),
    ]),
  })
  .partial();

const Item = z.strictObject({ price: text, quantity: whole.optional(), metadata: metadata.optional() });

/** What is `anything` is taken and changes nothing here. */
const CreateParams = z.strictObject({
  customer: text,
  items: z.array(Item).min(1).max(20),
  default_payment_method: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  trial_period_days: whole.optional(),
  cancel_at_period_end: flag.optional(),
  payment_behavior: z.enum(["allow_incomplete", "default_incomplete"]).default("allow_incomplete"),
  off_session: flag.optional(),
  payment_settings: anything.optional(),
  billing_mode: anything.optional(),
  collection_method: z.literal("charge_automatically").optional(),
  proration_behavior: text.optional(),
});

function create(work: Work, params: z.output<typeof CreateParams>): Stripe.Subscription {
  const customer = requireCustomer(work, params.customer, "customer");
  const items = params.items.map(({ price: id, quantity = 1 }, index) => {
    const price = requireRow(work, "prices", id, `items[${index}][price]`);
    if (!price.recurring) throw invalid("The price is not recurring.", undefined, `items[${index}][price]`);
    return { price, quantity };
  });
  const method = params.default_payment_method && payingMethod(work, params.default_payment_method, customer.id);
  if (method) attach(work, method, customer.id);
  const trialDays = params.trial_period_days ?? 0;
  const isPaidNow = params.payment_behavior === "allow_incomplete" && trialDays === 0;
  if (isPaidNow && !method && !customer.invoice_settings.default_payment_method) {
    throw invalid("This customer has no attached payment source or default payment method.", "resource_missing");
  }
  const { subscription, invoice } = startSubscription(work, {
    customer: customer.id,
    items,
    method: method ? method.id : null,
    description: params.description ?? null,
    metadata: mergedMetadata({}, params.metadata),
    trialDays,
  });
  if (params.cancel_at_period_end) scheduleEnd(work, subscription, "period_end");
  if (isPaidNow) payInvoice(work, invoice, { method: methodFor(work, subscription), onSession: !params.off_session });
  return subscription;
}

const UpdateParams = z.strictObject({
  cancel_at_period_end: flag.optional(),
  cancel_at: z
    .union([z.literal("").transform(() => null), z.enum(["min_period_end", "max_period_end"]), whole])
    .optional(),
  cancellation_details: cancellation.optional(),
  default_payment_method: clearable.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  payment_behavior: text.optional(),
  payment_settings: anything.optional(),
  proration_behavior: text.optional(),
});

function endFrom(
  work: Work,
  subscription: Stripe.Subscription,
  { cancel_at_period_end: atPeriodEnd, cancel_at: at }: z.output<typeof UpdateParams>,
): End | undefined {
  if (atPeriodEnd !== undefined && at !== undefined && at !== null) {
    throw invalid(
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
      undefined,
      "cancel_at",
    );
  }
  if (atPeriodEnd) return "period_end";
  if (typeof at === "string") return { at: currentPeriod(subscription).end };
  if (typeof at === "number") {
    if (at <= work.now()) throw invalid("`cancel_at` must be a timestamp in the future.", undefined, "cancel_at");
    return { at };
  }
  return atPeriodEnd === false || at === null ? null : undefined;
}

function update(work: Work, id: string, params: z.output<typeof UpdateParams>): Stripe.Subscription {
  const subscription = requireRow(work, "subscriptions", id);
  if (isOver(subscription)) {
    throw conflicting("A canceled subscription can only update its cancellation_details and metadata.");
  }
  const { metadata: names, default_payment_method: method, description } = params;
  const end = endFrom(work, subscription, params);
  if (method) attach(work, payingMethod(work, method, String(subscription.customer)), String(subscription.customer));
  const previous = {
    ...(end !== undefined && scheduleEnd(work, subscription, end, params.cancellation_details as object)),
    ...change(subscription, {
      metadata: mergedMetadata(subscription.metadata, names),
      ...(method !== undefined && { default_payment_method: method }),
      ...(description !== undefined && { description }),
    }),
  };
  if (Object.keys(previous).length > 0) work.emit("customer.subscription.updated", subscription, previous);
  return subscription;
}

const CancelParams = z.strictObject({
  cancellation_details: cancellation.optional(),
  invoice_now: flag.optional(),
  prorate: flag.optional(),
});

function cancel(work: Work, id: string, params: z.output<typeof CancelParams>): Stripe.Subscription {
  const subscription = requireRow(work, "subscriptions", id);
  if (isOver(subscription)) throw noSuch("subscription", id);
  cancelSubscription(work, subscription, "cancellation_requested", params.cancellation_details as object);
  return subscription;
}

const STATUSES = [
  "active",
  "all",
  "canceled",
  "ended",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const;

const ListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  current_period_end: range.optional(),
  current_period_start: range.optional(),
  customer: text.optional(),
  price: text.optional(),
  status: z.enum(STATUSES).optional(),
});

function isOfStatus({ status }: Stripe.Subscription, wanted: z.output<typeof ListParams>["status"]): boolean {
  if (wanted === undefined) return status !== "canceled";
  if (wanted === "all") return true;
  if (wanted === "ended") return status === "canceled" || status === "incomplete_expired";
  return status === wanted;
}

function isWanted(subscription: Stripe.Subscription, wanted: z.output<typeof ListParams>): boolean {
  const { start, end } = currentPeriod(subscription);
  return (
    isOfStatus(subscription, wanted.status) &&
    isWithin(subscription.created, wanted.created) &&
    isWithin(start, wanted.current_period_start) &&
    isWithin(end, wanted.current_period_end) &&
    (wanted.customer ?? subscription.customer) === subscription.customer &&
    (wanted.price === undefined || subscription.items.data.some(({ price }) => price.id === wanted.price))
  );
}

const ResumeParams = z.strictObject({
  billing_cycle_anchor: z.enum(["now", "unchanged"]).optional(),
  proration_behavior: text.optional(),
});

export const subscriptionRoutes = [
  route("POST /v1/subscriptions", CreateParams, create),
  route("GET /v1/subscriptions", ListParams, (work, params) =>
    pageOf(
      newestFirst(work, "subscriptions").filter((subscription) => isWanted(subscription, params)),
      params,
      "/v1/subscriptions",
    ),
  ),
  route("GET /v1/subscriptions/:id", z.strictObject({}), (work, _, id) => requireRow(work, "subscriptions", id)),
  route("POST /v1/subscriptions/:id", UpdateParams, (work, params, id) => update(work, id, params)),
  route("DELETE /v1/subscriptions/:id", CancelParams, (work, params, id) => cancel(work, id, params)),
  route("POST /v1/subscriptions/:id/resume", ResumeParams, (work, _, id) =>
    resumeSubscription(work, requireRow(work, "subscriptions", id)),
  ),
];
