import "server-only";
import { z } from "zod";
import type { ReceiptLine } from "@/lib/billing/purchase";
import { MONTHLY_CREDITS } from "@/lib/credits/credits";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { plainText } from "@/lib/text";

/** What was paid back counts before what a bank took, which counts before how the payment itself ended. */
const STATUS = (paid: string) => `CASE WHEN refunded_cents >= ${paid} AND refunded_cents > 0 THEN 'refunded'
  WHEN disputed_cents > 0 THEN 'disputed' WHEN refunded_cents > 0 THEN 'partially_refunded' ELSE status END`;

const LINES = `
SELECT * FROM (
  (SELECT id::text, 'pack' AS kind, package, credits, amount_cents AS "amountCents", tax_cents AS "taxCents",
    refunded_cents AS "refundedCents", currency, ${STATUS("paid_cents")} AS status, failure, created_at AS "createdAt",
    CASE WHEN status = 'paid' THEN completed_at END AS "paidAt", receipt_url AS "receiptUrl",
    NULL::text AS "invoiceUrl"
  FROM playground_credit_purchases
  WHERE user_id = $1 AND ($4::text IS NULL OR id::text = $4)
    AND ($2::timestamptz IS NULL OR (created_at, id::text) < ($2, $3))
    AND (NOT $6 OR status NOT IN ('open', 'expired'))
  ORDER BY created_at DESC, id::text DESC LIMIT $5)
  UNION ALL
  (SELECT id, 'plus', NULL, CASE WHEN status = 'paid' AND billing_reason IN ('subscription_create', 'subscription_cycle')
      THEN ${MONTHLY_CREDITS} ELSE 0 END, due_cents - tax_cents, tax_cents, refunded_cents, currency,
    CASE status WHEN 'void' THEN 'expired' WHEN 'uncollectible' THEN 'failed' WHEN 'draft' THEN 'open'
      ELSE ${STATUS("paid_cents")} END, NULL, created_at,
    CASE WHEN status = 'paid' THEN created_at END, coalesce(receipt_url, hosted_url), coalesce(pdf_url, hosted_url)
  FROM subscription_invoices
  WHERE user_id = $1 AND ($4::text IS NULL OR id = $4) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3))
    AND (NOT $6 OR status NOT IN ('draft', 'void'))
  ORDER BY created_at DESC, id DESC LIMIT $5)
) AS lines ORDER BY "createdAt" DESC, id DESC LIMIT $5`;

type Row = Omit<ReceiptLine, "createdAt" | "paidAt"> & { createdAt: Date; paidAt: Date | null };

function toLine(row: Row): ReceiptLine {
  return { ...row, createdAt: row.createdAt.toISOString(), paidAt: row.paidAt?.toISOString() ?? null };
}

type ListReceipts = {
  userId: string;
  limit: number;
  cursor?: string | undefined;
  /** Leaves out what was begun and never paid, and bills that were called off. */
  billedOnly?: boolean;
};

/** What a user bought and was billed, newest first, a page at a time. */
export async function listReceipts({
  userId,
  limit,
  cursor,
  billedOnly = false,
}: ListReceipts): Promise<Page<ReceiptLine>> {
  const shape = z.tuple([CursorInstant, plainText({ max: 255 })]);
  const [before, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, shape);
  const rows = await query<Row>(LINES, [userId, before, id, null, limit + 1, billedOnly]);
  return toPage(rows.map(toLine), limit, (line) => [line.createdAt, line.id]);
}

/** One of a user's purchases or months; null when it is not theirs. */
export async function findReceipt(userId: string, id: string): Promise<ReceiptLine | null> {
  const [row] = await query<Row>(LINES, [userId, null, null, id, 1, false]);
  return row === undefined ? null : toLine(row);
}
