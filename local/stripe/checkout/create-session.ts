import type Stripe from "stripe";
import { requireCustomer } from "../money/customers";
import { randomText } from "../state/ids";
import { mergedMetadata } from "../wire/params";
import { invalid } from "../wire/stripe-error";
import { add, SELF, type Work } from "../work";
import { lineItemsFrom } from "./line-items";
import type { CreateParams } from "./session-params";

const SHORTEST_SECONDS = 30 * 60;
const LONGEST_SECONDS = 24 * 3_600;
/** Between the caller's look at its clock and ours. */
const SLACK_SECONDS = 60;

/**
 * When a session ends. A caller reckons with the real time; where ours is ahead of it, its instant is taken to be as
 * far ahead.
 */
function expiryFrom(work: Work, wanted: number | undefined): number {
  const now = work.now();
  if (wanted === undefined) return now + LONGEST_SECONDS;
  const fits = (at: number): boolean =>
    at >= now + SHORTEST_SECONDS - SLACK_SECONDS && at <= now + LONGEST_SECONDS + SLACK_SECONDS;
  const candidates = [wanted, wanted + work.ahead()];
  const at = candidates.find(fits);
  if (at !== undefined) return at;
  throw invalid(
    "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours from Checkout Session creation.",
    undefined,
    "expires_at",
  );
}

function checkAddresses(params: CreateParams): void {
  const { ui_mode, success_url, return_url } = params;
  for (const name of ["success_url", "cancel_url", "return_url"] as const) {
    const url = params[name];
    if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) throw invalid("Not a valid URL", "url_invalid", name);
  }
  if (ui_mode === "hosted_page") {
    if (success_url === undefined)
      throw invalid("Missing required param: success_url.", "parameter_missing", "success_url");
    return;
  }
  if (return_url === undefined && ui_mode === "embedded_page")
    throw invalid("Missing required param: return_url.", "parameter_missing", "return_url");
}

function detailsOf(
  customer: Stripe.Customer | null,
  email: string | undefined,
): Stripe.Checkout.Session.CustomerDetails | null {
  if (!customer && email === undefined) return null;
  return {
    address: null,
    business_name: null,
    email: customer?.email ?? email ?? null,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: customer ? "none" : null,
    tax_ids: null,
  };
}

/** A new session, open to be paid. */
export function createSession(work: Work, params: CreateParams): Stripe.Checkout.Session {
  checkAddresses(params);
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid("You may only specify one of these parameters: customer, customer_email.", undefined, "customer");
  }
  if (params.mode === "subscription" && params.payment_intent_data) {
    throw invalid("You can not pass `payment_intent_data` in `subscription` mode.", undefined, "payment_intent_data");
  }
  if (params.mode === "payment" && params.subscription_data) {
    throw invalid("You can not pass `subscription_data` in `payment` mode.", undefined, "subscription_data");
  }
  const customer = params.customer === undefined ? null : requireCustomer(work, params.customer, "customer");
  const expiresAt = expiryFrom(work, params.expires_at);
  const items = lineItemsFrom(work, params.line_items, params.mode);
  const session = add(work, "sessions", newSession(work, params, customer, expiresAt, items));
  const { payment_intent_data: payment, subscription_data: subscription } = params;
  add(work, "checkoutNotes", {
    id: session.id,
    lineItems: items,
    intent: null,
    intentData: {
      description: payment?.description ?? null,
      metadata: mergedMetadata({}, payment?.metadata),
      receipt_email: payment?.receipt_email ?? null,
    },
    setupFutureUsage: payment?.setup_future_usage ?? null,
    subscriptionData: {
      description: subscription?.description ?? null,
      metadata: mergedMetadata({}, subscription?.metadata),
      trialDays: subscription?.trial_period_days ?? 0,
    },
  });
  work.schedule("expire-session", session.id, session.expires_at);
  return session;
}

const NO_TEXT = { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null };

const NO_INVOICE: Stripe.Checkout.Session.InvoiceCreation = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};

function creationOf({ mode, customer_creation: wanted }: CreateParams, customer: Stripe.Customer | null) {
  return mode === "payment" && !customer ? (wanted ?? "if_required") : null;
}

function newSession(
  work: Work,
  params: CreateParams,
  customer: Stripe.Customer | null,
  expiresAt: number,
  items: [Stripe.LineItem, ...Stripe.LineItem[]],
): Stripe.Checkout.Session {
  const id = `cs_test_${randomText(58)}`;
  const isTrial = (params.subscription_data?.trial_period_days ?? 0) > 0;
  const total = isTrial ? 0 : items.reduce((sum, item) => sum + item.amount_total, 0);
  const hosted = params.ui_mode === "hosted_page";
  return {
    id,
    object: "checkout.session",
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: hosted ? null : `${id}_secret_${randomText(40)}`,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: work.now(),
    currency: items[0].currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: NO_TEXT,
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: creationOf(params, customer),
    customer_details: detailsOf(customer, params.customer_email),
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: params.mode === "payment" ? NO_INVOICE : null,
    livemode: false,
    locale: (params.locale ?? null) as Stripe.Checkout.Session.Locale | null,
    managed_payments: null,
    metadata: mergedMetadata({}, params.metadata),
    mode: params.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection:
      params.payment_method_collection ?? (params.mode === "payment" ? "if_required" : "always"),
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: "unpaid",
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    ...(!hosted && { return_url: params.return_url ?? "" }),
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: hosted ? (params.success_url ?? null) : null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: params.ui_mode,
    url: hosted ? `${SELF}/c/pay/${id}` : null,
    wallet_options: null,
  };
}
