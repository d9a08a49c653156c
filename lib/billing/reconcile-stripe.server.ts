import "server-only";
import { findPayment } from "@/lib/billing/findings-of-event.server";
import { handleEvent } from "@/lib/billing/handle-event.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { settle } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { log } from "@/lib/log.server";
import { eventsSince, type MadePayment, paymentsBackSince, paymentsSince } from "@/lib/stripe/list-changes.server";
import { readPayment } from "@/lib/stripe/read-payment.server";
import { toEvent } from "@/lib/stripe/verify-event.server";

const DAY_MS = 86_400_000;
/** What Stripe lists at most. */
const EVENTS_KEPT_DAYS = 30;
/** Events may be listed later than they were made. */
const OVERLAP_MS = DAY_MS;
/** So far back each payment is compared with its grant. */
const COMPARED_DAYS = 3;
/** Purchases that a call of the job reads at most; the next takes the others. */
const MOST_PURCHASES = 500;

type Counts = { healed: number; failed: number };

/** Does a piece of work for each; one that fails is logged and keeps no other from it. */
async function each<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<Counts> {
  const counts = { healed: 0, failed: 0 };
  for (const item of items) {
    try {
      await work(item);
      counts.healed += 1;
    } catch (error) {
      counts.failed += 1;
      log.error({ err: error }, "could not be reconciled with stripe");
    }
  }
  return counts;
}

function sum(parts: readonly Counts[]): Counts {
  return {
    healed: parts.reduce((total, { healed }) => total + healed, 0),
    failed: parts.reduce((total, { failed }) => total + failed, 0),
  };
}

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
  let seenUntil = last ?? 0;
  for await (const events of eventsSince(from)) {
    seenUntil = Math.max(seenUntil, ...events.map(({ created }) => created * 1_000));
    const unhandled = await unhandledOf(events.map(({ id }) => id));
    const missed = events.filter(({ id }) => unhandled.has(id));
    parts.push(await each(missed, (event) => handleEvent(toEvent(event), "reconcile")));
  }
  return { ...sum(parts), seenUntil };
}

/** Tries again what a webhook brought and we could not handle, also after Stripe has given up on it. */
async function stuckEvents(): Promise<Counts> {
  const stuck = await query<{ payload: unknown }>(
    "SELECT payload FROM stripe_events WHERE handled_at IS NULL AND payload IS NOT NULL ORDER BY received_at LIMIT 500",
  );
  return each(stuck, ({ payload }) => handleEvent(toEvent(payload), "reconcile"));
}

/** Reads what has been waiting for its payment for an hour, and ends what has waited for a week. */
async function waitingPurchases(now: Date): Promise<Counts> {
  const waiting = await query<{ id: string }>(
    `SELECT id FROM playground_credit_purchases WHERE status IN ('open', 'processing')
      AND created_at < $1::timestamptz - interval '1 hour'
      AND coalesce(checked_at, created_at) < $1::timestamptz - interval '55 minutes'
    ORDER BY coalesce(checked_at, created_at) LIMIT ${MOST_PURCHASES}`,
    [now],
  );
  const counts = await each(waiting, ({ id }) => settle(() => readPurchase(id)));
  await query(
    `UPDATE playground_credit_purchases SET status = 'expired', completed_at = $1, revision = revision + 1
    WHERE status = 'open' AND created_at < $1::timestamptz - interval '7 days'`,
    [now],
  );
  return counts;
}

/** Payments at Stripe without their grant here are granted; what went back is taken back. */
async function comparePayments(made: readonly MadePayment[], from: Date): Promise<Counts> {
  const granted = await query<{ id: string }>(
    `SELECT stripe_payment_intent_id AS id FROM playground_credit_purchases
    WHERE stripe_payment_intent_id = ANY($1) AND status = 'paid'
    UNION ALL SELECT stripe_payment_intent_id FROM subscription_invoices
    WHERE stripe_payment_intent_id = ANY($1) AND status = 'paid'`,
    [made.map(({ id }) => id)],
  );
  const known = new Set(granted.map(({ id }) => id));
  const missing = made.filter(({ id }) => !known.has(id));
  const back = await paymentsBackSince(from);
  return sum([
    await each(missing, ({ id, metadata }) => settle(() => findPayment(id, metadata, false))),
    await each(back, (id) => settle(() => findPayment(id, null, true))),
  ]);
}

/** Grants here without their payment at Stripe are a person's to look at. */
async function compareGrants(made: readonly MadePayment[], from: Date, now: Date): Promise<number> {
  const granted = await query<{ id: string; purchaseId: string }>(
    `SELECT stripe_payment_intent_id AS id, id AS "purchaseId" FROM playground_credit_purchases
    WHERE status = 'paid' AND completed_at >= $1 AND stripe_payment_intent_id IS NOT NULL`,
    [from],
  );
  const paid = new Set(made.map(({ id }) => id));
  let alone = 0;
  for (const { id, purchaseId } of granted.filter(({ id }) => !paid.has(id))) {
    if ((await readPayment(id, { back: false }))?.status === "succeeded") continue;
    alone += 1;
    const message = "Credits were granted for a payment that Stripe does not know as paid";
    await raiseAlert({ kind: "grant_without_payment", subject: purchaseId, message, details: { purchaseId } }, now);
  }
  return alone;
}

/**
 * Brings us and Stripe to one state, through the same code as the webhook: events that were missed, purchases that
 * wait, payments without a grant, and grants without a payment. May run late, twice, or beside itself.
 */
export async function reconcileStripe(now: Date) {
  const compared = new Date(now.getTime() - COMPARED_DAYS * DAY_MS);
  const { seenUntil, ...missed } = await missedEvents(now);
  const waited = [missed, await stuckEvents(), await waitingPurchases(now)];
  const made = await paymentsSince(compared);
  const parts = [...waited, await comparePayments(made, compared)];
  return { ...sum(parts), grantsWithoutPayment: await compareGrants(made, compared, now), seenUntil };
}
