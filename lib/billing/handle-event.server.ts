import "server-only";
import { alertOfEvent } from "@/lib/billing/alert-of-event";
import { findingsOfEvent } from "@/lib/billing/findings-of-event.server";
import type { Finding, Settled } from "@/lib/billing/reading";
import { raiseDoubts, untilFresh } from "@/lib/billing/settle.server";
import { now } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { idOf } from "@/lib/stripe/at-stripe.server";
import type { StripeEvent } from "@/lib/stripe/verify-event.server";
import { logError } from "@/lib/telemetry/log-error";

/** How an event reached us. */
export type EventSource = "webhook" | "reconcile" | "replay";

export type Handled = { already: boolean; outcome: string };

function recordOf(event: StripeEvent, source: EventSource) {
  const { id, type, created, payload, object } = event;
  return { id, type, objectId: idOf(object["id"] as string | undefined), created, payload, source };
}

/** What was done for an event before; null when it was not handled yet. */
async function earlierOutcome(id: string): Promise<string | null> {
  const [row] = await query<{ outcome: string }>(
    `UPDATE stripe_events SET attempts = attempts + 1, last_attempt_at = $2
    WHERE id = $1 AND handled_at IS NOT NULL RETURNING coalesce(outcome, '') AS outcome`,
    [id, now()],
  );
  return row?.outcome ?? null;
}

async function apply(event: StripeEvent, source: EventSource, findings: readonly Finding[]) {
  const readings = findings.flatMap(({ reading }) => (reading === null ? [] : [reading]));
  const note = readings.length === 0 ? findings[0]?.note : undefined;
  const record = { ...recordOf(event, source), again: source === "replay", ...(note !== undefined && { note }) };
  const [row] = await query<{ result: Handled & { results: Settled[] } }>(
    "SELECT handle_stripe_event($1, $2, $3) AS result",
    [now(), JSON.stringify(record), JSON.stringify(readings)],
  );
  if (row === undefined) throw new Error("the statement for an event gave no row");
  return row.result;
}

/** Keeps an event that could not be handled, with what went wrong, for the operator and the next try. */
async function keepFailed(event: StripeEvent, source: EventSource, error: unknown): Promise<void> {
  const { id, type, objectId, created, payload } = recordOf(event, source);
  const { type: kind, message } = logError(error);
  await query(
    `INSERT INTO stripe_events (id, type, object_id, created, payload, source, received_at, last_attempt_at, error)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)
    ON CONFLICT (id) DO UPDATE SET attempts = stripe_events.attempts + 1, last_attempt_at = excluded.last_attempt_at,
      error = excluded.error`,
    [id, type, objectId, created, JSON.stringify(payload), source, now(), message ?? kind],
  );
}

/**
 * Handles one event of Stripe's: what it is about is read anew, and its effect is written in the transaction that
 * marks it as handled. Handled once however often it comes, unless an operator replays it. Rethrows what goes wrong,
 * after writing it down, so that Stripe sends the event again.
 */
export async function handleEvent(event: StripeEvent, source: EventSource): Promise<Handled> {
  const earlier = source === "replay" ? null : await earlierOutcome(event.id);
  if (earlier !== null) return { already: true, outcome: earlier };
  try {
    const { findings, result } = await untilFresh(async () => {
      const findings = await findingsOfEvent(event);
      return { findings, result: await apply(event, source, findings) };
    });
    const alert = alertOfEvent(event);
    if (alert !== null && !result.already) await raiseAlert(alert, now());
    await raiseDoubts(findings, result.results);
    return { already: result.already, outcome: result.outcome };
  } catch (error) {
    await keepFailed(event, source, error);
    throw error;
  }
}
