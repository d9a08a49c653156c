import "server-only";
import { alertOfEvent } from "@/lib/billing/alert-of-event";
import { findingOfEvent } from "@/lib/billing/finding-of-event.server";
import type { Finding } from "@/lib/billing/reading";
import { raiseDoubt, untilFresh } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { keptPayload } from "@/lib/stripe/kept-payload";
import type { StripeEvent } from "@/lib/stripe/stripe-event";
import { idOf } from "@/lib/stripe/stripe-values";
import { logError } from "@/lib/telemetry/log-error";

/** How an event first reached us. */
export type EventSource = "webhook" | "reconcile";

type Handling = {
  source: EventSource;
  now: Date;
  /** Also when it was handled before. */
  again?: boolean;
};

export type Handled = { already: boolean; outcome: string };

function recordOf(event: StripeEvent, source: EventSource) {
  const { id, type, created, object } = event;
  return { id, type, objectId: idOf(object["id"] as string | undefined), created, payload: keptPayload(event), source };
}

/** What was done for an event before; null when it was not handled yet. */
async function earlierOutcome(id: string, now: Date): Promise<string | null> {
  const [row] = await query<{ outcome: string }>(
    `UPDATE stripe_events SET attempts = attempts + 1, last_attempt_at = $2
    WHERE id = $1 AND handled_at IS NOT NULL RETURNING coalesce(outcome, '') AS outcome`,
    [id, now],
  );
  return row?.outcome ?? null;
}

async function apply(event: StripeEvent, { source, now, again = false }: Handling, { reading, note }: Finding) {
  const record = { ...recordOf(event, source), again, ...(note !== undefined && { note }) };
  const [row] = await query<{ result: Handled }>("SELECT handle_stripe_event($1, $2, $3) AS result", [
    now,
    JSON.stringify(record),
    reading === null ? null : JSON.stringify(reading),
  ]);
  if (row === undefined) throw new Error("the statement for an event gave no row");
  return row.result;
}

/** Keeps an event that could not be handled, with what went wrong, for the operator and the next try. */
async function keepFailed(event: StripeEvent, { source, now }: Handling, error: unknown): Promise<void> {
  const { id, type, objectId, created, payload } = recordOf(event, source);
  const { type: kind, message } = logError(error);
  await query(
    `INSERT INTO stripe_events (id, type, object_id, created, payload, source, received_at, last_attempt_at, error)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
    ON CONFLICT (id) DO UPDATE SET attempts = stripe_events.attempts + 1, last_attempt_at = excluded.last_attempt_at,
      error = excluded.error`,
    [id, type, objectId, created, JSON.stringify(payload), source, now, message ?? kind],
  );
}

/**
 * Handles one event of Stripe's: what it is about is read anew, and its effect is written in the transaction that
 * marks it as handled. Handled once however often it comes, unless it is asked for `again`. Rethrows what goes wrong,
 * after writing it down, so that Stripe sends the event again.
 */
export async function handleEvent(event: StripeEvent, handling: Handling): Promise<Handled> {
  const { now, again } = handling;
  const earlier = again ? null : await earlierOutcome(event.id, now);
  if (earlier !== null) return { already: true, outcome: earlier };
  try {
    const alert = alertOfEvent(event);
    if (alert !== null) await raiseAlert(alert, now);
    const { already, outcome } = await untilFresh(async () => {
      const finding = await findingOfEvent(event);
      await raiseDoubt(finding, now);
      return apply(event, handling, finding);
    });
    return { already, outcome };
  } catch (error) {
    await keepFailed(event, handling, error);
    throw error;
  }
}
