import type Stripe from "stripe";
import { newId, randomText } from "../state/ids";
import type { IntentNote } from "../state/rows";
import { conflicting, StripeRefusal } from "../wire/stripe-error";
import { add, change, requireRow, SELF, type Work } from "../work";
import type { Decline } from "./cards";
import { createCharge } from "./charges";
import { attach, traitsOf } from "./payment-methods";

type NewIntent = Pick<Stripe.PaymentIntent, "amount" | "currency"> &
  Partial<
    Pick<
      Stripe.PaymentIntent,
      | "automatic_payment_methods"
      | "capture_method"
      | "customer"
      | "description"
      | "metadata"
      | "receipt_email"
      | "setup_future_usage"
      | "statement_descriptor"
      | "statement_descriptor_suffix"
    >
  >;

/** Makes a payment intent; `belongsTo` says what is completed when it is paid. */
export function createIntent(
  work: Work,
  wanted: NewIntent,
  belongsTo: Partial<Pick<IntentNote, "checkout" | "invoice">> = {},
): Stripe.PaymentIntent {
  const id = newId("pi");
  const intent: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: wanted.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: wanted.automatic_payment_methods ?? null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wanted.capture_method ?? "automatic_async",
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: "automatic",
    created: work.now(),
    currency: wanted.currency,
    customer: wanted.customer ?? null,
    customer_account: null,
    description: wanted.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: wanted.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: wanted.receipt_email ?? null,
    review: null,
    setup_future_usage: wanted.setup_future_usage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: wanted.statement_descriptor ?? null,
    statement_descriptor_suffix: wanted.statement_descriptor_suffix ?? null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  add(work, "paymentIntents", intent);
  add(work, "intentNotes", { id, challenge: null, returnUrl: null, checkout: null, invoice: null, ...belongsTo });
  work.emit("payment_intent.created", intent);
  return intent;
}

export type PayOptions = {
  method: Stripe.PaymentMethod;
  /** Is the holder of the card there? */
  onSession: boolean;
  /** Has the holder just proved who they are? */
  authenticated: boolean;
  /** Where the holder goes after a challenge; without one the page itself shows it. */
  returnUrl: string | null;
};

const PAYABLE = ["requires_payment_method", "requires_confirmation", "requires_action"];

/** Refuses an intent that is paid, canceled or on its way already. */
export function requirePayable(intent: Stripe.PaymentIntent): void {
  if (PAYABLE.includes(intent.status)) return;
  throw unexpectedState(intent, `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`);
}

/**
 * Charges a card for an intent. Afterwards the intent has succeeded or waits for its holder (`requires_action`);
 * a decline is thrown and noted.
 */
export function payIntent(work: Work, intent: Stripe.PaymentIntent, options: PayOptions): void {
  requirePayable(intent);
  const { method, authenticated } = options;
  const traits = traitsOf(work, method.id);
  if (!authenticated && asksForHolder(traits.authentication, options)) {
    challenge(work, intent, options);
    return;
  }
  Object.assign(intent, { next_action: null, payment_method: method.id });
  note(work, intent.id).challenge = null;
  if (traits.decline) throw refused(work, intent, options, traits.decline);
  succeed(work, intent, options);
}

function asksForHolder(kind: "never" | "unless_set_up" | "always", { onSession, method }: PayOptions): boolean {
  if (kind === "unless_set_up") return onSession || method.customer === null;
  return kind === "always";
}

function note(work: Work, id: string): IntentNote {
  return requireRow(work, "intentNotes", id);
}

function challenge(work: Work, intent: Stripe.PaymentIntent, { method, returnUrl }: PayOptions): void {
  const token = newId("payatt");
  Object.assign(note(work, intent.id), { challenge: token, returnUrl });
  const url = `${SELF}/3ds/${token}`;
  Object.assign(intent, {
    status: "requires_action",
    payment_method: method.id,
    next_action: returnUrl
      ? { type: "redirect_to_url", redirect_to_url: { return_url: returnUrl, url } }
      : { type: "use_stripe_sdk", use_stripe_sdk: { type: "three_d_secure_redirect", stripe_js: url } },
  } satisfies Partial<Stripe.PaymentIntent>);
  work.emit("payment_intent.requires_action", intent);
}

function succeed(work: Work, intent: Stripe.PaymentIntent, { method, authenticated }: PayOptions): void {
  const customer = typeof intent.customer === "string" ? intent.customer : null;
  if (customer !== null && intent.setup_future_usage !== null) attach(work, method, customer);
  const charge = createCharge(work, { intent, method, authenticated }, null);
  Object.assign(intent, {
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
  } satisfies Partial<Stripe.PaymentIntent>);
  work.emit("charge.succeeded", charge);
  work.emit("payment_intent.succeeded", intent);
}

/** Notes a decline and returns it as the refusal that the payer gets. */
function refused(work: Work, intent: Stripe.PaymentIntent, options: PayOptions, decline: Decline): StripeRefusal {
  const { method, authenticated } = options;
  const charge = createCharge(work, { intent, method, authenticated }, decline);
  failIntent(intent, method, { ...decline, charge: charge.id });
  work.emit("charge.failed", charge);
  work.emit("payment_intent.payment_failed", intent);
  return new StripeRefusal(
    402,
    {
      type: "card_error",
      code: decline.code,
      decline_code: decline.declineCode,
      message: decline.message,
      charge: charge.id,
      payment_intent: structuredClone(intent),
      payment_method: structuredClone(method),
    },
    { kept: true },
  );
}

type Failure = { code: string; message: string; declineCode?: string; charge?: string };

/** Notes why a payment did not go through; it is open for another try. */
export function failIntent(intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod | null, failure: Failure): void {
  Object.assign(intent, {
    status: "requires_payment_method",
    payment_method: null,
    next_action: null,
    latest_charge: failure.charge ?? intent.latest_charge,
    last_payment_error: {
      type: failure.charge === undefined ? "invalid_request_error" : "card_error",
      code: failure.code as Stripe.PaymentIntent.LastPaymentError.Code,
      message: failure.message,
      ...(failure.declineCode !== undefined && { decline_code: failure.declineCode }),
      ...(failure.charge !== undefined && { charge: failure.charge }),
      ...(method && { payment_method: structuredClone(method) }),
    },
  } satisfies Partial<Stripe.PaymentIntent>);
}

/** The holder of the card did not prove who they are. */
export function failAuthentication(work: Work, intent: Stripe.PaymentIntent): void {
  const method = work.tables.paymentMethods.get(String(intent.payment_method)) ?? null;
  note(work, intent.id).challenge = null;
  failIntent(intent, method, {
    code: "payment_intent_authentication_failure",
    message: "Your bank could not confirm that it is you. Please try again or use another card.",
  });
  work.emit("payment_intent.payment_failed", intent);
}

export function cancelIntent(
  work: Work,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): void {
  if (![...PAYABLE, "requires_capture"].includes(intent.status)) {
    throw unexpectedState(intent, `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`);
  }
  change(intent, {
    status: "canceled",
    canceled_at: work.now(),
    cancellation_reason: reason,
    next_action: null,
  });
  note(work, intent.id).challenge = null;
  work.emit("payment_intent.canceled", intent);
}

export function unexpectedState(intent: Stripe.PaymentIntent, message: string): StripeRefusal {
  const refusal = conflicting(message, "payment_intent_unexpected_state");
  refusal.body.payment_intent = structuredClone(intent);
  return refusal;
}
