import "server-only";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { type NewRefund, type Refundable, refundable } from "@/lib/billing/refund";
import { settle } from "@/lib/billing/settle.server";
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

/** A refund that Stripe has not heard of after so long never will be made: the process that asked was lost before. */
const LOST_AFTER = "2 minutes";

/** What became of a refund that was asked for before and not known to be made: its key, when Stripe has it. */
async function findEarlier({ purchaseId, key, now }: Refund, paymentIntentId: string): Promise<string | null> {
  const [earlier] = await query<{ key: string }>(
    "SELECT key FROM purchase_refunds WHERE purchase_id = $1 AND made_at IS NULL AND key <> $2",
    [purchaseId, key],
  );
  if (earlier === undefined) return null;
  if (await hasRefund(paymentIntentId, earlier.key)) return earlier.key;
  const [lost] = await query(
    `DELETE FROM purchase_refunds WHERE key = $1 AND made_at IS NULL
      AND created_at < $2::timestamptz - interval '${LOST_AFTER}' RETURNING key`,
    [earlier.key, now],
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

type Kept = { part: string; purchaseId: string; amountCents: number };

/**
 * Writes down a refund before Stripe is asked, with the amount that can be paid back now: the purchase is locked, and
 * one is under way at a time. The same key again answers the amount it was written with.
 */
async function keepRefund({ purchaseId, part, reason, key, actorId, now }: Refund): Promise<number> {
  return inTransaction(async (client) => {
    await client.query("SELECT 1 FROM playground_credit_purchases WHERE id = $1 FOR UPDATE", [purchaseId]);
    const { rows: known } = await client.query<Kept>(
      `SELECT part, purchase_id AS "purchaseId", amount_cents AS "amountCents" FROM purchase_refunds WHERE key = $1`,
      [key],
    );
    const [kept] = known;
    if (kept !== undefined && (kept.part !== part || kept.purchaseId !== purchaseId)) {
      throw new AppError("idempotency_mismatch");
    }
    if (kept !== undefined) return kept.amountCents;
    const { rows } = await client.query<Row>(STANDS, [purchaseId]);
    const [row] = rows;
    if (row === undefined) throw new AppError("not_found");
    const { wholeCents, unusedCents } = refundable(row);
    const amountCents = part === "whole" ? wholeCents : unusedCents;
    if (amountCents === 0) throw new AppError("conflict", { message: "There is nothing left to pay back." });
    const { rowCount } = await client.query(
      `INSERT INTO purchase_refunds (key, purchase_id, part, amount_cents, created_at) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT DO NOTHING`,
      [key, purchaseId, part, amountCents, now],
    );
    if (rowCount === 0) throw underWay();
    const details = { purchaseId, part, amountCents, reason, key };
    await writeAudit(client, { actorId, action: "purchase.refund", subject: row.userId, details, now });
    return amountCents;
  });
}

/**
 * Pays a purchase back at Stripe, whole or for the credits that are left, and takes the credits back; what was spent
 * of them is debt. Once for a key, and one at a time for a purchase. `conflict` when there is nothing to pay back.
 */
export async function refundPurchase(refund: Refund): Promise<{ amountCents: number; refundable: Refundable }> {
  const { purchaseId, reason, key, now } = refund;
  const { paymentIntentId } = await findPaid(purchaseId);
  // What went back before, also in Stripe's dashboard, is not paid back again.
  await finish(purchaseId, await findEarlier(refund, paymentIntentId), now);
  const amountCents = await keepRefund(refund);
  await createRefund({ paymentIntentId, amountCents, reason, key });
  // It is made; where its credits cannot be taken now, its webhook takes them.
  await finish(purchaseId, key, now).catch((error: unknown) => log.warn({ err: error }, "refund made and not read"));
  return { amountCents, refundable: await refundablePart(purchaseId) };
}
