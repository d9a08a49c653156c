import type Stripe from "stripe";

/** An event as it is sent; its object is what it was at that moment. */
export type KeptEvent = {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: { id: string; object: string }; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: Stripe.Event["type"];
};

/** One try to deliver: when (real epoch milliseconds), and the answer's status and beginning, or why there was none. */
export type Attempt = { at: number; status: number | null; answer: string };

/** An event on its way to one endpoint; its id is both theirs. */
export type DeliveryRow = {
  id: string;
  event: string;
  endpoint: string;
  state: "queued" | "delivered" | "failed" | "dropped";
  attempts: Attempt[];
};

/** Something that happens by itself at an instant of Stripe's time (epoch seconds). */
export type DueRow = { id: string; at: number; task: DueTask; object: string };

export type DueTask =
  | "expire-session"
  | "settle-refund"
  | "fail-refund"
  | "lapse-dispute"
  | "renew-subscription"
  | "cancel-subscription"
  | "expire-subscription"
  | "retry-invoice";

/** How often, and after how many days each, an unpaid invoice is tried again, and what becomes of its subscription. */
export type Dunning = { retryDays: number[]; finally: "canceled" | "unpaid" | "past_due" };

/** What a request under an idempotency key came to; `status` is null while it is in flight. */
export type IdempotencyRow = {
  id: string;
  fingerprint: string;
  status: number | null;
  body: string;
  request: string;
  /** Stripe's time, epoch seconds. */
  keptAt: number;
};

/** What a Checkout Session holds beside what it shows. */
export type CheckoutNote = {
  id: string;
  lineItems: Stripe.LineItem[];
  /** The payment behind it, from the first try to pay on. */
  intent: string | null;
  intentData: { description: string | null; metadata: Record<string, string>; receipt_email: string | null };
  setupFutureUsage: "on_session" | "off_session" | null;
  subscriptionData: { description: string | null; metadata: Record<string, string>; trialDays: number };
};

/** Where the holder of a card goes after an authentication, and what the payment waits with. */
export type IntentNote = {
  /** The payment intent. */
  id: string;
  /** The authentication in progress, if any: its address cannot be guessed. */
  challenge: string | null;
  returnUrl: string | null;
  checkout: string | null;
  invoice: string | null;
};

/** What opens the customer portal: its address works once, then a cookie carries on. Real epoch milliseconds. */
export type PortalToken = {
  id: string;
  session: string;
  cookie: string | null;
  expiresAt: number;
};
