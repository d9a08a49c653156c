import type Stripe from "stripe";
import { z } from "zod";
import { newestFirst, pageOf, paging } from "../wire/page";
import {
  anything,
  clearable,
  currency,
  flag,
  isWithin,
  mergedMetadata,
  metadata,
  range,
  text,
  whole,
} from "../wire/params";
import { type Caller, route } from "../wire/route";
import { invalid, noSuch, StripeRefusal } from "../wire/stripe-error";
import { change, idOf, requireRow, type Work } from "../work";
import { afterPayment } from "./after-payment";
import { requireCustomer } from "./customers";
import { cancelIntent, createIntent, payIntent, requirePayable, unexpectedState } from "./intents";
import { createMethod, MethodData, payingMethod } from "./payment-methods";

const SMALLEST_CENTS = 50;
const LARGEST_CENTS = 99_999_999;

const futureUsage = z.enum(["on_session", "off_session"]);

const confirming = {
  payment_method: text.optional(),
  payment_method_data: MethodData.optional(),
  payment_method_options: anything.optional(),
  return_url: text.optional(),
  off_session: flag.optional(),
  error_on_requires_action: flag.optional(),
  use_stripe_sdk: flag.optional(),
  mandate_data: anything.optional(),
  receipt_email: clearable.optional(),
  setup_future_usage: futureUsage.optional(),
  expected_payment_method_type: text.optional(),
  allowed_payment_method_types: z.array(text).optional(),
  excluded_payment_method_types: z.array(text).optional(),
};

const CreateParams = z.strictObject({
  ...confirming,
  amount: whole,
  currency,
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(["always", "never"]).optional() })
    .optional(),
  capture_method: z.enum(["automatic", "automatic_async"]).optional(),
  confirm: flag.optional(),
  confirmation_method: z.literal("automatic").optional(),
  customer: text.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
});

const UpdateParams = z.strictObject({
  amount: whole.optional(),
  currency: currency.optional(),
  customer: text.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  receipt_email: clearable.optional(),
  setup_future_usage: z.union([z.literal("").transform(() => null), futureUsage]).optional(),
  payment_method: text.optional(),
  payment_method_data: MethodData.optional(),
});

const ConfirmParams = z.strictObject({ ...confirming, client_secret: text.optional() });
type ConfirmParams = z.output<typeof ConfirmParams>;

function checkAmount(amount: number): void {
  if (amount < SMALLEST_CENTS) throw invalid("Amount must be at least $0.50 usd.", "amount_too_small", "amount");
  if (amount > LARGEST_CENTS) throw invalid("Amount must be no more than $999,999.99.", "amount_too_large", "amount");
}

const known = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function create(work: Work, params: z.output<typeof CreateParams>): Stripe.PaymentIntent {
  checkAmount(params.amount);
  if (params.customer !== undefined) requireCustomer(work, params.customer, "customer");
  const { automatic_payment_methods: automatic } = params;
  if (params.confirm) checkReturn(params, automatic?.enabled !== false && automatic?.allow_redirects !== "never");
  const intent = createIntent(work, {
    amount: params.amount,
    currency: params.currency,
    automatic_payment_methods:
      automatic?.enabled === false ? null : { allow_redirects: "always", enabled: true, ...known(automatic ?? {}) },
    customer: params.customer ?? null,
    description: params.description ?? null,
    metadata: mergedMetadata({}, params.metadata),
    receipt_email: params.receipt_email ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    ...(params.capture_method && { capture_method: params.capture_method }),
  });
  hold(work, intent, params);
  if (params.confirm) confirm(work, intent, params, "secret");
  return intent;
}

/** Puts the payment method that a request brings on the intent. */
function hold(
  work: Work,
  intent: Stripe.PaymentIntent,
  params: Pick<ConfirmParams, "payment_method" | "payment_method_data">,
): void {
  const method = params.payment_method_data
    ? createMethod(work, params.payment_method_data)
    : params.payment_method && payingMethod(work, params.payment_method, idOf(intent.customer));
  if (method) change(intent, { payment_method: method.id, status: "requires_confirmation" });
}

/** Methods that send their holder elsewhere need a way back. */
function checkReturn(params: ConfirmParams, mayRedirect: boolean): void {
  if (!mayRedirect || params.return_url !== undefined || params.off_session) return;
  throw invalid(
    "This PaymentIntent takes payment methods that redirect: give a return_url, or set automatic_payment_methods[allow_redirects] to never.",
    "parameter_missing",
    "return_url",
  );
}

function confirm(
  work: Work,
  intent: Stripe.PaymentIntent,
  params: ConfirmParams,
  caller: Caller,
): Stripe.PaymentIntent {
  requirePayable(intent);
  hold(work, intent, params);
  const held = idOf(intent.payment_method);
  if (held === null) {
    throw unexpectedState(intent, "You cannot confirm this PaymentIntent because it's missing a payment method.");
  }
  if (params.setup_future_usage) change(intent, { setup_future_usage: params.setup_future_usage });
  if (params.receipt_email !== undefined) change(intent, { receipt_email: params.receipt_email });
  payIntent(work, intent, {
    method: requireRow(work, "paymentMethods", held),
    onSession: !params.off_session,
    authenticated: false,
    // A browser shows a challenge in the page itself.
    returnUrl: caller === "secret" ? (params.return_url ?? null) : null,
  });
  if (intent.status === "requires_action" && (params.off_session || params.error_on_requires_action)) {
    throw authenticationRequired(work, intent);
  }
  if (intent.status === "succeeded") afterPayment(work, intent);
  return intent;
}

function authenticationRequired(work: Work, intent: Stripe.PaymentIntent): StripeRefusal {
  const message = "Your card was declined. This transaction requires authentication.";
  change(intent, {
    status: "requires_payment_method",
    next_action: null,
    last_payment_error: { type: "card_error", code: "authentication_required", message },
  });
  work.emit("payment_intent.payment_failed", intent);
  return new StripeRefusal(
    402,
    {
      type: "card_error",
      code: "authentication_required",
      decline_code: "authentication_required",
      message,
      payment_intent: structuredClone(intent),
    },
    { kept: true },
  );
}

/** A browser has to bring the intent's own secret. */
function forCaller(work: Work, id: string, secret: string | undefined, caller: Caller): Stripe.PaymentIntent {
  const intent = requireRow(work, "paymentIntents", id);
  const mayAsk =
    caller === "secret" ? secret === undefined || secret === intent.client_secret : secret === intent.client_secret;
  if (!mayAsk) throw noSuch("payment_intent", id);
  return intent;
}

function update(work: Work, intent: Stripe.PaymentIntent, params: z.output<typeof UpdateParams>): Stripe.PaymentIntent {
  if (params.amount !== undefined) checkAmount(params.amount);
  if (params.customer !== undefined) requireCustomer(work, params.customer, "customer");
  const { metadata: names, payment_method: method, payment_method_data: data, ...plain } = params;
  const isFinal = ["succeeded", "canceled", "processing"].includes(intent.status);
  if (isFinal && [params.amount, params.currency, method, data].some((value) => value !== undefined)) {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be updated because it has a status of ${intent.status}.`,
    );
  }
  change(intent, { ...known(plain), metadata: mergedMetadata(intent.metadata, names) });
  hold(work, intent, params);
  return intent;
}

const ListParams = z.strictObject({ ...paging, created: range.optional(), customer: text.optional() });
const CancelParams = z.strictObject({
  cancellation_reason: z.enum(["abandoned", "duplicate", "fraudulent", "requested_by_customer"]).optional(),
});

export const intentRoutes = [
  route("POST /v1/payment_intents", CreateParams, create),
  route("GET /v1/payment_intents", ListParams, (work, params) => {
    const rows = newestFirst(work, "paymentIntents").filter(
      ({ created, customer }) => isWithin(created, params.created) && (params.customer ?? customer) === customer,
    );
    return pageOf(rows, params, "/v1/payment_intents");
  }),
  route(
    "GET /v1/payment_intents/:id",
    z.strictObject({ client_secret: text.optional() }),
    (work, params, id, caller) => forCaller(work, id, params.client_secret, caller),
    { publishable: true },
  ),
  route("POST /v1/payment_intents/:id", UpdateParams, (work, params, id) =>
    update(work, requireRow(work, "paymentIntents", id), params),
  ),
  route(
    "POST /v1/payment_intents/:id/confirm",
    ConfirmParams,
    (work, params, id, caller) => confirm(work, forCaller(work, id, params.client_secret, caller), params, caller),
    { publishable: true },
  ),
  route("POST /v1/payment_intents/:id/cancel", CancelParams, (work, params, id) => {
    const intent = requireRow(work, "paymentIntents", id);
    cancelIntent(work, intent, params.cancellation_reason ?? null);
    return intent;
  }),
];
