import type Stripe from "stripe";
import { newId } from "./state/ids";
import type { DueTask, Dunning, KeptEvent } from "./state/rows";
import type { State, TableName, Tables } from "./state/tables";
import { noSuch } from "./wire/stripe-error";

export const API_VERSION = "2026-10-28.endive";

/** Stands for the stand-in's own address in what is kept; whoever asks gets the one they asked at. */
export const SELF = "http://stripe.stand-in";

type Snapshot<T extends Stripe.Event["type"]> = Extract<Stripe.Event, { type: T }>["data"]["object"];

/** One piece of work, a request or something due: what it may read and change, and how it is told to the world. */
export type Work = {
  tables: State["tables"];
  /** Stripe's time in epoch seconds. */
  now(): number;
  /** How many seconds that is ahead of the real time. */
  ahead(): number;
  /** Notes an event about an object as it is now. `previous`: what an update replaced. */
  emit<T extends Stripe.Event["type"]>(type: T, object: Snapshot<T>, previous?: Record<string, unknown>): void;
  /** What becomes of invoices that cannot be paid. */
  dunning(): Dunning;
  schedule(task: DueTask, object: string, at: number): void;
};

type WorkOptions = {
  state: State;
  now: () => number;
  request: KeptEvent["request"];
  announce: (event: KeptEvent) => void;
};

export function createWork({ state, now, request, announce }: WorkOptions): Work {
  return {
    tables: state.tables,
    now,
    ahead: () => Math.round(state.clockAheadMs / 1_000),
    emit(type, object, previous) {
      const event: KeptEvent = {
        id: newId("evt"),
        object: "event",
        api_version: API_VERSION,
        created: now(),
        data: {
          object: structuredClone(object) as KeptEvent["data"]["object"],
          ...(previous && { previous_attributes: structuredClone(previous) }),
        },
        livemode: false,
        pending_webhooks: 0,
        request,
        type,
      };
      state.tables.events.set(event.id, event);
      announce(event);
    },
    dunning: () => state.dunning,
    schedule(task, object, at) {
      const id = newId("due");
      state.tables.due.set(id, { id, at, task, object });
    },
  };
}

/** Puts a new row into its table. */
export function add<Name extends TableName>(work: Work, table: Name, row: Tables[Name]): Tables[Name] {
  (work.tables[table] as Map<string, Tables[Name]>).set(row.id, row);
  return row;
}

const NOUNS: Partial<Record<TableName, string>> = {
  customers: "customer",
  products: "product",
  prices: "price",
  paymentMethods: "PaymentMethod",
  paymentIntents: "payment_intent",
  charges: "charge",
  refunds: "refund",
  disputes: "dispute",
  sessions: "checkout.session",
  subscriptions: "subscription",
  invoices: "invoice",
  invoicePayments: "invoice_payment",
  webhookEndpoints: "webhook endpoint",
  portalConfigurations: "configuration",
  events: "event",
};

/** The row under an id, or Stripe's refusal; `param` names the parameter it came in, when not the address. */
export function requireRow<Name extends TableName>(work: Work, table: Name, id: string, param?: string): Tables[Name] {
  const row = (work.tables[table] as Map<string, Tables[Name]>).get(id);
  if (row === undefined) throw noSuch(NOUNS[table] ?? table, id, param);
  return row;
}

/** Changes an object and returns what it was before, as the event of an update tells. */
export function change<T extends object>(object: T, changes: Partial<T>): Partial<T> {
  const previous: Partial<T> = {};
  for (const [name, value] of Object.entries(changes) as [keyof T, T[keyof T]][]) {
    if (JSON.stringify(object[name]) === JSON.stringify(value)) continue;
    previous[name] = structuredClone(object[name]);
    object[name] = value;
  }
  return previous;
}

/** The id of something that may stand as an id or as the object itself. */
export function idOf(reference: string | { id: string }): string;
export function idOf(reference: string | { id: string } | null | undefined): string | null;
export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === "object" && reference !== null ? reference.id : (reference ?? null);
}
