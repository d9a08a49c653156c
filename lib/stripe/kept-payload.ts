import type { StripeEvent } from "@/lib/stripe/stripe-event";

/** By these an event's object is found at Stripe; everything else about it, names and addresses too, stays there. */
const KEPT = ["id", "object", "payment_intent", "charge", "subscription", "invoice", "metadata"] as const;

/** Text that the database can hold: without NUL, and with whole characters only. */
function storable(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\u0000", "").toWellFormed();
  if (Array.isArray(value)) return value.map(storable);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [storable(name), storable(inner)]));
}

/** What is kept of an event: enough to handle it again, and nothing of the customer. */
export function keptPayload({ id, type, created, livemode, object }: Omit<StripeEvent, "payload">): unknown {
  const kept = Object.fromEntries(KEPT.filter((name) => name in object).map((name) => [name, onlyIds(object[name])]));
  const seconds = created.getTime() / 1_000;
  return storable({ id, object: "event", type, created: seconds, livemode, data: { object: kept } });
}

/** An object that Stripe sent whole within another is kept by its id; metadata is our own and stays. */
function onlyIds(value: unknown): unknown {
  return value !== null && typeof value === "object" && "id" in value && "object" in value ? value.id : value;
}
