import type Stripe from "stripe";
import type {
  CheckoutNote,
  DeliveryRow,
  DueRow,
  Dunning,
  IdempotencyRow,
  IntentNote,
  KeptEvent,
  PortalToken,
} from "./rows";

/** Everything the stand-in knows, by table; a row is found by its id and stands in the order it came. */
export type Tables = {
  customers: Stripe.Customer | Stripe.DeletedCustomer;
  products: Stripe.Product;
  prices: Stripe.Price;
  paymentMethods: Stripe.PaymentMethod;
  paymentIntents: Stripe.PaymentIntent;
  charges: Stripe.Charge;
  balanceTransactions: Stripe.BalanceTransaction;
  refunds: Stripe.Refund;
  disputes: Stripe.Dispute;
  warnings: Stripe.Radar.EarlyFraudWarning;
  sessions: Stripe.Checkout.Session;
  subscriptions: Stripe.Subscription;
  invoices: Stripe.Invoice;
  invoicePayments: Stripe.InvoicePayment;
  webhookEndpoints: Stripe.WebhookEndpoint;
  portalConfigurations: Stripe.BillingPortal.Configuration;
  portalSessions: Stripe.BillingPortal.Session;
  events: KeptEvent;
  // What Stripe keeps to itself.
  cards: { id: string; number: string };
  checkoutNotes: CheckoutNote;
  intentNotes: IntentNote;
  portalTokens: PortalToken;
  deliveries: DeliveryRow;
  due: DueRow;
  idempotency: IdempotencyRow;
};

export type TableName = keyof Tables;

const NAMES = [
  "customers",
  "products",
  "prices",
  "paymentMethods",
  "paymentIntents",
  "charges",
  "balanceTransactions",
  "refunds",
  "disputes",
  "warnings",
  "sessions",
  "subscriptions",
  "invoices",
  "invoicePayments",
  "webhookEndpoints",
  "portalConfigurations",
  "portalSessions",
  "events",
  "cards",
  "checkoutNotes",
  "intentNotes",
  "portalTokens",
  "deliveries",
  "due",
  "idempotency",
] as const satisfies readonly TableName[];

export type State = {
  tables: { [Name in TableName]: Map<string, Tables[Name]> };
  /** How far Stripe's time is ahead of the real one. */
  clockAheadMs: number;
  dunning: Dunning;
};

const ordinaryDunning = (): Dunning => ({ retryDays: [3, 5, 7], finally: "canceled" });

/** The state as it is kept in a file. */
export type KeptState = {
  clockAheadMs: number;
  dunning?: Dunning;
  tables: Partial<Record<TableName, { id: string }[]>>;
};

export function newState(kept?: KeptState): State {
  const tables = Object.fromEntries(
    NAMES.map((name) => [name, new Map((kept?.tables[name] ?? []).map((row) => [row.id, row]))]),
  );
  return {
    tables: tables as State["tables"],
    clockAheadMs: kept?.clockAheadMs ?? 0,
    dunning: kept?.dunning ?? ordinaryDunning(),
  };
}

export function keptState({ tables, clockAheadMs, dunning }: State): KeptState {
  return { clockAheadMs, dunning, tables: Object.fromEntries(NAMES.map((name) => [name, [...tables[name].values()]])) };
}
