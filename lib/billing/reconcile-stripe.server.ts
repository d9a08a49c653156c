import "server-only";
import { comparePaymentsSince } from "@/lib/billing/compare-payments.server";
import { handleEvent } from "@/lib/billing/handle-event.server";
import { type Counts, healEach, isChanged, total } from "@/lib/billing/heal.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { settle } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { eventsSince } from "@/lib/stripe/list-changes.server";
import { toEvent } from "@/lib/stripe/verify-event.server";

const DAY_MS = 86_400_000;
/** What Stripe lists at most. */
const EVENTS_KEPT_DAYS = 30;
/** Events may be listed later than they were made. */
const OVERLAP_MS = DAY_MS;
/** So far back each payment is compared with its grant. */
const COMPARED_DAYS = 3;
/** Of what waits here a call of the job takes so many; the next takes the others. */
const MOST = 500;

async function unhandledOf(ids: readonly string[]): Promise<Set<string>> {
  const handled = await query<{ id: string }>(
    "SELECT id FROM stripe_events WHERE id = ANY($1) AND handled_at IS NOT NULL",
    [ids],
  );
  const known = new Set(handled.map(({ id }) => id));
  return new Set(ids.filter((id) => !known.has(id)));
}

/** How far the last call that succeeded had seen Stripe's events, in milliseconds since 1970. */
async function lastSeen(): Promise<number | null> {
  const [row] = await query<{ seen: number | null }>(
    `SELECT (result->'stripe'->>'seenUntil')::bigint AS seen FROM job_runs
    WHERE job = 'reconcile' AND status = 'succeeded' AND result->'stripe'->>'seenUntil' IS NOT NULL
    ORDER BY period DESC LIMIT 1`,
  );
  return row?.seen ?? null;
}

/** Handles the events that no webhook brought us, oldest last. */
async function missedEvents(now: Date) {
  const last = await lastSeen();
  const from = new Date(last === null ? now.getTime() - EVENTS_KEPT_DAYS * DAY_MS : last - OVERLAP_MS);
  const parts: Counts[] = [];
  let seenUntil = last ?? from.getTime();
  for await (const events of eventsSince(from)) {
    seenUntil = Math.max(seenUntil, ...events.map(({ created }) => created * 1_000));
    const unhandled = await unhandledOf(events.map(({ id }) => id));
    const missed = events.filter(({ id }) => unhandled.has(id));
    parts.push(await healEach(missed, (event) => handle(event, now)));
  }
  return { ...total(parts), seenUntil };
}

async function handle(payload: unknown, now: Date): Promise<boolean> {
  return !(await handleEvent(toEvent(payload), { source: "reconcile", now })).already;
}

/** Tries again what a webhook brought and we could not handle, also after Stripe has given up on it. */
async function stuckEvents(now: Date): Promise<Counts> {
  const stuck = await query<{ payload: unknown }>(
    `SELECT payload FROM stripe_events WHERE handled_at IS NULL ORDER BY last_attempt_at LIMIT ${MOST}`,
  );
  return healEach(stuck, ({ payload }) => handle(payload, now));
}

/** Reads what has been waiting for its payment for an hour, and ends what has waited for a week. */
async function waitingPurchases(now: Date): Promise<Counts> {
  // The job runs hourly, and not to the second.
  const waiting = await query<{ id: string }>(
    `SELECT id FROM playground_credit_purchases WHERE status IN ('open', 'processing')
      AND created_at < $1::timestamptz - interval '1 hour'
      AND coalesce(checked_at, created_at) < $1::timestamptz - interval '55 minutes'
    ORDER BY coalesce(checked_at, created_at) LIMIT ${MOST}`,
    [now],
  );
  const counts = await healEach(waiting, async ({ id }) => isChanged(await settle(() => readPurchase(id), now)));
  await query(
    `UPDATE playground_credit_purchases SET status = 'expired', completed_at = $1, revision = revision + 1
    WHERE status = 'open' AND created_at < $1::timestamptz - interval '7 days' AND checked_at >= $1`,
    [now],
  );
  return counts;
}

/**
 * Brings us and Stripe to one state, through the same code as the webhook: events that were missed, purchases that
 * wait, payments without a grant, and grants without a payment. What cannot be done of it keeps the rest from nothing
 * and is thrown in the end. May run late, twice, or beside itself.
 */
export async function reconcileStripe(now: Date) {
  const compared = new Date(now.getTime() - COMPARED_DAYS * DAY_MS);
  const [missed, stuck, waiting, payments] = await Promise.allSettled([
    missedEvents(now),
    stuckEvents(now),
    waitingPurchases(now),
    comparePaymentsSince(compared, now),
  ]);
  const { seenUntil, ...events } = resultOf(missed);
  const { grantsWithoutPayment, ...money } = resultOf(payments);
  const counts = total([events, resultOf(stuck), resultOf(waiting), money]);
  if (counts.failed > 0) {
    const message = "Something that was paid or paid back at Stripe cannot be applied here; see what waits in Payments";
    await raiseAlert({ kind: "payments_not_applied", message, details: { failed: counts.failed } }, now);
  }
  return { ...counts, grantsWithoutPayment, seenUntil };
}

function resultOf<T>(part: PromiseSettledResult<T>): T {
  if (part.status === "rejected") throw part.reason;
  return part.value;
}
