import "server-only";
import type { PoolClient } from "pg";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { type Refundable, refundable } from "@/lib/billing/refund";
import type { NewRefund } from "@/lib/billing/refund-request";
import { settle } from "@/lib/billing/settle.server";
import { now as readClock } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log.server";
import { createRefund, hasRefund } from "@/lib/stripe/create-refund.server";

type Row = {
  userId: string;
  paymentIntentId: string | null;
  credits: number;
  paidCents: number;
  backCents: number;
  unusedCredits: number;
};

const STANDS = `SELECT p.user_id AS "userId", p.stripe_payment_intent_id AS "paymentIntentId", p.credits,
  p.paid_cents AS "paidCents", p.refunded_cents + p.disputed_cents AS "backCents",
  l.remaining - l.held AS "unusedCredits"
FROM playground_credit_purchases p JOIN playground_credit_lots l ON l.purchase_id = p.id
WHERE p.id = $1 AND p.status = 'paid'`;

async function findPaid(purchaseId: string): Promise<Row & { paymentIntentId: string }> {
  const [row] = await query<Row>(STANDS, [purchaseId]);
  if (row?.paymentIntentId == null) throw new AppError("not_found");
  return { ...row, paymentIntentId: row.paymentIntentId };
}

/** What of a paid purchase can be paid back now; `not_found` when it was not paid. */
export async function refundablePart(purchaseId: string): Promise<Refundable> {
  return refundable(await findPaid(purchaseId));
}

type Refund = NewRefund & { purchaseId: string; actorId: string; now: Date };

/** Longer than any request to Stripe with all its repetitions: what Stripe does not know of then was never asked for. */
const LOST_AFTER = "10 minutes";

/**
 * What became of a refund that was asked for and is not known to be made: its key, when Stripe has it. One's own that
 * Stripe does not have is tried again; another's that may still be on its way is a `conflict`.
 */
async function findUnmade({ purchaseId, key }: Refund, paymentIntentId: string): Promise<string | null> {
  const [unmade] = await query<{ key: string }>(
    "SELECT key FROM purchase_refunds WHERE purchase_id = $1 AND made_at IS NULL",
    [purchaseId],
  );
  if (unmade === undefined) return null;
  if (await hasRefund(paymentIntentId, unmade.key)) return unmade.key;
  if (unmade.key === key) return null;
  const [lost] = await query(
    `DELETE FROM purchase_refunds WHERE key = $1 AND made_at IS NULL
      AND created_at < $2::timestamptz - interval '${LOST_AFTER}' RETURNING key`,
    [unmade.key, readClock()],
  );
  if (lost === undefined) throw underWay();
  return null;
}

/** Takes the credits of what went back, and only then lets another refund begin: it counts what is left. */
async function finish(purchaseId: string, key: string | null, now: Date): Promise<void> {
  await settle(() => readPurchase(purchaseId, { back: true }), now);
  await query("UPDATE purchase_refunds SET made_at = coalesce(made_at, $2) WHERE key = $1", [key, now]);
}

const underWay = () =>
  new AppError("conflict", { message: "Another refund of this purchase is under way; look again in a moment." });

type Kept = { part: string; purchaseId: string; amountCents: number; isMade: boolean };

/** `outdated`: it was not made, and by now less can be paid back; it is forgotten. */
type Written = { amountCents: number; is: "new" | "made" | "outdated" };

async function findKept(client: PoolClient, { key, part, purchaseId }: Refund): Promise<Kept | undefined> {
  const { rows } = await client.query<Kept>(
    `SELECT part, purchase_id AS "purchaseId", amount_cents AS "amountCents", made_at IS NOT NULL AS "isMade"
    FROM purchase_refunds WHERE key = $1`,
    [key],
  );
  const [kept] = rows;
  if (kept !== undefined && (kept.part !== part || kept.purchaseId !== purchaseId)) {
    throw new AppError("idempotency_mismatch");
  }
  return kept;
}

/** One's own refund once more: as it was written, unless it cannot be paid any more. */
async function takeUp(client: PoolClient, key: string, kept: Kept, possibleCents: number): Promise<Written> {
  const { amountCents, isMade } = kept;
  if (isMade) return { amountCents, is: "made" };
  if (amountCents > possibleCents) {
    await client.query("DELETE FROM purchase_refunds WHERE key = $1", [key]);
    return { amountCents, is: "outdated" };
  }
  await client.query("UPDATE purchase_refunds SET created_at = $2 WHERE key = $1", [key, readClock()]);
  return { amountCents, is: "new" };
}

/**
 * Writes down a refund before Stripe is asked, with the amount that can be paid back now: the purchase is locked, and
 * one is under way at a time.
 */
async function writeRefund(refund: Refund): Promise<Written> {
  const { purchaseId, part, reason, key, actorId, now } = refund;
  return inTransaction(async (client) => {
    await client.query("SELECT 1 FROM playground_credit_purchases WHERE id = $1 FOR UPDATE", [purchaseId]);
    const { rows } = await client.query<Row>(STANDS, [purchaseId]);
    const [row] = rows;
    if (row === undefined) throw new AppError("not_found");
    const { wholeCents, unusedCents } = refundable(row);
    const amountCents = part === "whole" ? wholeCents : unusedCents;
    const kept = await findKept(client, refund);
    if (kept !== undefined) return takeUp(client, key, kept, amountCents);
    if (amountCents === 0) throw new AppError("conflict", { message: "There is nothing left to pay back." });
    const { rowCount } = await client.query(
      `INSERT INTO purchase_refunds (key, purchase_id, part, amount_cents, created_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING`,
      [key, purchaseId, part, amountCents, readClock()],
    );
    if (rowCount === 0) throw underWay();
    const details = { purchaseId, part, amountCents, reason, key };
    await writeAudit(client, { actorId, action: "purchase.refund", subject: row.userId, details, now });
    return { amountCents, is: "new" };
  });
}

/** Asks Stripe; what it refuses for good is forgotten, so that it keeps no other refund from being made. */
async function ask(paymentIntentId: string, amountCents: number, { reason, key }: Refund): Promise<void> {
  try {
    await createRefund({ paymentIntentId, amountCents, reason, key });
  } catch (error) {
    const isRefused = error instanceof AppError && error.code === "conflict";
    if (isRefused) await query("DELETE FROM purchase_refunds WHERE key = $1 AND made_at IS NULL", [key]);
    throw error;
  }
}

/**
 * Pays a purchase back at Stripe, whole or for the credits that are left, and takes the credits back; what was spent
 * of them is debt. Once for a key, however late it comes again, and one at a time for a purchase. `conflict` when there
 * is nothing to pay back, or not as much any more as at the first try.
 */
export async function refundPurchase(refund: Refund): Promise<{ amountCents: number; refundable: Refundable }> {
  const { purchaseId, key, now } = refund;
  const { paymentIntentId } = await findPaid(purchaseId);
  // What went back before, also in Stripe's dashboard, is not paid back again.
  await finish(purchaseId, await findUnmade(refund, paymentIntentId), now);
  const { amountCents, is } = await writeRefund(refund);
  if (is === "outdated") {
    throw new AppError("conflict", { message: "It stands otherwise by now; look again at what can be paid back." });
  }
  if (is === "new") {
    await ask(paymentIntentId, amountCents, refund);
    // It is made; where its credits cannot be taken now, its webhook takes them.
    await finish(purchaseId, key, now).catch((error: unknown) => log.warn({ err: error }, "refund made and not read"));
  }
  return { amountCents, refundable: await refundablePart(purchaseId) };
}
