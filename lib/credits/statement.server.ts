import "server-only";
import { z } from "zod";
import { TRANSACTION_TYPES, type TransactionType } from "@/lib/credits/credits";
import { describeTransaction, type TransactionFacts } from "@/lib/credits/describe-transaction";
import type { CreditTransaction, StatementLine, TransactionCause } from "@/lib/credits/transaction";
import { decodeCursor, encodeCursor, type Page } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";

export type ListStatement = {
  userId: string;
  now: Date;
  limit: number;
  /** The number of the movement before which it begins; the newest when there is none. */
  before?: number | undefined;
  type?: TransactionType | undefined;
};

type Row = Pick<StatementLine, "id" | "seq" | "type" | "amount" | "balanceAfter" | "runId" | "purchaseId" | "hash"> & {
  stored: string;
  createdAt: Date;
  run: (NonNullable<TransactionFacts["run"]> & { sessionId: string | null }) | null;
  purchase: TransactionFacts["purchase"];
  lot: {
    kind: string;
    sourceRef: string;
    from: Date | null;
    until: Date | null;
    grantSeq: number | null;
    ended: boolean;
  } | null;
};

/** A position past every movement. */
const NEWEST = Number.MAX_SAFE_INTEGER;

/**
 * A page by its key first, then what each of its lines came from: all by primary or unique keys, so that the time
 * depends on the page and not on the tables. A line about a period names its lot; rolled-over credits are about the
 * month that they came from.
 */
const statement = (filter: string) => `
WITH page AS MATERIALIZED (
  SELECT * FROM playground_credit_transactions WHERE user_id = $1 AND seq < $2 ${filter} ORDER BY seq DESC LIMIT $3
)
SELECT t.id, t.seq, t.type, t.amount, t.balance_after AS "balanceAfter", t.description AS stored,
  t.run_id AS "runId", t.purchase_id AS "purchaseId", t.occurred_at AS "createdAt", encode(t.hash, 'hex') AS hash,
  CASE WHEN r.id IS NOT NULL THEN json_build_object('model', r.model, 'package', k.name,
    'hadPackage', r.package_id IS NOT NULL, 'hadPrompt', r.prompt_hash IS NOT NULL OR r.custom_prompt IS NOT NULL,
    'sessionId', s.id) END AS run,
  CASE WHEN b.id IS NOT NULL THEN json_build_object('pack', b.package, 'amountCents', b.amount_cents,
    'currency', b.currency) END AS purchase,
  CASE WHEN l.id IS NOT NULL THEN json_build_object('kind', l.kind, 'sourceRef', l.source_ref,
    'from', l.period_start, 'until', l.expires_at, 'grantSeq', nullif(g.seq, t.seq),
    'ended', t.natural_key = 'expire:' || l.id) END AS lot
FROM page t
LEFT JOIN playground_runs r ON r.id = t.run_id
LEFT JOIN packages k ON k.id = r.package_id
LEFT JOIN playground_sessions s
  ON s.id = r.session_id AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $4)
LEFT JOIN playground_credit_purchases b ON b.id = t.purchase_id
LEFT JOIN playground_credit_lots l ON l.id = CASE
  WHEN t.run_id IS NOT NULL THEN NULL
  WHEN t.type = 'rollover' AND t.amount > 0 THEN substring(t.natural_key FROM 10)::uuid
  ELSE (t.lots->0->>'lotId')::uuid END
LEFT JOIN playground_credit_transactions g ON g.natural_key = l.source_ref
ORDER BY t.seq DESC`;

const iso = (instant: Date): string => new Date(instant).toISOString();

function toCause({ type, run, lot, purchaseId }: Row): TransactionCause | null {
  if (run !== null) return { kind: "run", sessionId: run.sessionId };
  if (type === "adjustment") return null; // its reason is its cause, whatever lots it drew on
  if (purchaseId !== null) return { kind: "purchase", grantSeq: lot?.grantSeq ?? null };
  if (lot === null || lot.from === null || lot.until === null) return null;
  return { kind: "month", from: iso(lot.from), until: iso(lot.until), grantSeq: lot.grantSeq };
}

function toLine(row: Row): StatementLine {
  const { id, seq, type, amount, balanceAfter, runId, purchaseId, createdAt, hash, stored, run, purchase } = row;
  const lot = row.lot && { ...row.lot, byInvoice: row.lot.sourceRef.startsWith("stripe:invoice:") };
  const description = describeTransaction({ type, amount, stored, run, purchase, lot });
  const common = { id, seq, type, amount, balanceAfter, description, runId, purchaseId, createdAt: iso(createdAt) };
  return { ...common, hash, cause: toCause(row) };
}

/** A user's movements with their causes, newest first, a page at a time. */
export async function listStatement(list: ListStatement): Promise<{ lines: StatementLine[]; hasMore: boolean }> {
  const { userId, now, limit, before = NEWEST, type } = list;
  const values = [userId, before, limit + 1, now, ...(type === undefined ? [] : [type])];
  const rows = await query<Row>(statement(type === undefined ? "" : "AND type = $5"), values);
  return { lines: rows.slice(0, limit).map(toLine), hasMore: rows.length > limit };
}

type ListTransactions = Omit<ListStatement, "before"> & { cursor?: string | undefined };

/** The same as `GET credits/history` lists it: by an opaque cursor, and without what only the page and the CSV show. */
export async function listTransactions({ cursor, ...list }: ListTransactions): Promise<Page<CreditTransaction>> {
  const [before] = cursor === undefined ? [undefined] : decodeCursor(cursor, z.tuple([z.int().positive()]));
  const { lines, hasMore } = await listStatement({ ...list, before });
  const items = lines.map(({ cause: _cause, hash: _hash, ...item }) => item);
  const last = items.at(-1);
  return { items, nextCursor: hasMore && last !== undefined ? encodeCursor([last.seq]) : null };
}

/** The kinds of movements that a user has had. */
export async function listTransactionTypes(userId: string): Promise<TransactionType[]> {
  const rows = await query<{ type: TransactionType }>(
    `SELECT type FROM unnest($2::text[]) WITH ORDINALITY AS known (type, place)
    WHERE EXISTS (SELECT 1 FROM playground_credit_transactions t WHERE t.user_id = $1 AND t.type = known.type)
    ORDER BY place`,
    [userId, TRANSACTION_TYPES],
  );
  return rows.map(({ type }) => type);
}
