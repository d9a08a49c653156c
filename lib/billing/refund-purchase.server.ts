import "server-only";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { type NewRefund, type Refundable, refundable } from "@/lib/billing/refund";
import { settle } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { createRefund } from "@/lib/stripe/create-refund.server";

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

type Kept = { isNew: boolean; amountCents: number; part: string; purchaseId: string };

/** The amount that was asked for under this key, kept before Stripe is asked, so that a repeated request asks the same. */
async function keepRefund({ purchaseId, part, reason, key, actorId, now }: Refund, row: Row): Promise<number> {
  const { wholeCents, unusedCents } = refundable(row);
  const asked = part === "whole" ? wholeCents : unusedCents;
  return inTransaction(async (client) => {
    const { rows } = await client.query<Kept>(
      `WITH made AS (
        INSERT INTO purchase_refunds (key, purchase_id, part, amount_cents, created_at)
        SELECT $1::uuid, $2::uuid, $3::text, $4::int, $5::timestamptz WHERE $4 > 0
        ON CONFLICT (key) DO NOTHING RETURNING 1
      )
      SELECT made.count > 0 AS "isNew", coalesce(r.amount_cents, $4) AS "amountCents", coalesce(r.part, $3) AS part,
        coalesce(r.purchase_id, $2) AS "purchaseId"
      FROM (SELECT count(*) FROM made) AS made LEFT JOIN purchase_refunds r ON r.key = $1`,
      [key, purchaseId, part, asked, now],
    );
    const kept = rows[0];
    if (kept === undefined || kept.part !== part || kept.purchaseId !== purchaseId) {
      throw new AppError("idempotency_mismatch");
    }
    if (kept.amountCents === 0) throw new AppError("conflict", { message: "There is nothing left to pay back." });
    const details = { purchaseId, part, amountCents: kept.amountCents, reason, key };
    if (kept.isNew) await writeAudit(client, { actorId, action: "purchase.refund", subject: row.userId, details, now });
    return kept.amountCents;
  });
}

/**
 * Pays a purchase back at Stripe, whole or for the credits that are left, and takes the credits back; what was spent
 * of them is debt. Once for a key. `conflict` when there is nothing to pay back.
 */
export async function refundPurchase(refund: Refund): Promise<{ amountCents: number; refundable: Refundable }> {
  const { purchaseId, reason, key } = refund;
  const row = await findPaid(purchaseId);
  const amountCents = await keepRefund(refund, row);
  await createRefund({ paymentIntentId: row.paymentIntentId, amountCents, reason, key });
  await settle(() => readPurchase(purchaseId, { back: true }));
  return { amountCents, refundable: await refundablePart(purchaseId) };
}
