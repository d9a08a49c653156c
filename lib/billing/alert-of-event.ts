import type { AlertKind } from "@/lib/jobs/alert-guide";

/** Events that an operator should hear of whatever they move; what they are about is named by id only. */
const TOLD: Readonly<Record<string, { kind: AlertKind; message: string }>> = {
  "charge.dispute.created": {
    kind: "payment_disputed",
    message: "A customer disputes a payment; answer it at Stripe before its deadline",
  },
  "radar.early_fraud_warning.created": {
    kind: "payment_suspected",
    message: "Stripe warns of a payment that may be fraud; refunding it avoids a dispute",
  },
};

type Event = { type: string; object: Readonly<Record<string, unknown>> };

/** The alert that an event calls for; null for most. */
export function alertOfEvent({ type, object }: Event) {
  const told = Object.hasOwn(TOLD, type) ? TOLD[type] : undefined;
  const id = object["id"];
  if (told === undefined || typeof id !== "string") return null;
  return { ...told, subject: id, details: { id, charge: object["charge"] } };
}
