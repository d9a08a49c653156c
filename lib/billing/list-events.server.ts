import "server-only";
import { z } from "zod";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";

/** An event of Stripe's as an operator sees it. What it is about is named by its id at Stripe. */
export type StripeEventLine = {
  id: string;
  type: string;
  objectId: string | null;
  source: "webhook" | "reconcile" | "replay";
  /** When Stripe made it, and when it first reached us. */
  createdAt: string;
  receivedAt: string;
  attempts: number;
  lastAttemptAt: string;
  /** Null while it waits: it failed, and is tried again. */
  handledAt: string | null;
  outcome: string | null;
  error: string | null;
};

const EVENTS = `SELECT id, type, object_id AS "objectId", source, created AS "createdAt", received_at AS "receivedAt",
  attempts, last_attempt_at AS "lastAttemptAt", handled_at AS "handledAt", outcome, error
FROM stripe_events
WHERE ($1::timestamptz IS NULL OR (received_at, id) < ($1, $2)) AND (NOT $4 OR handled_at IS NULL)
  AND ($5::text IS NULL OR type = $5 OR object_id = $5 OR id = $5)
ORDER BY received_at DESC, id DESC LIMIT $3`;

type Instants = "createdAt" | "receivedAt" | "lastAttemptAt" | "handledAt";
type Row = Omit<StripeEventLine, Instants> & Record<Exclude<Instants, "handledAt">, Date> & { handledAt: Date | null };

function toLine(row: Row): StripeEventLine {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    lastAttemptAt: row.lastAttemptAt.toISOString(),
    handledAt: row.handledAt?.toISOString() ?? null,
  };
}

type ListEvents = { limit: number; cursor?: string | undefined; onlyWaiting?: boolean; about?: string | undefined };

/** What Stripe told us, newest first, a page at a time; of one type, object or id when `about` names it. */
export async function listStripeEvents(list: ListEvents): Promise<Page<StripeEventLine>> {
  const { limit, cursor, onlyWaiting = false, about = null } = list;
  const shape = z.tuple([CursorInstant, z.string().max(255)]);
  const [before, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, shape);
  const rows = await query<Row>(EVENTS, [before, id, limit + 1, onlyWaiting, about]);
  return toPage(rows.map(toLine), limit, (line) => [line.receivedAt, line.id]);
}
