import "server-only";
import { z } from "zod";
import type { EventSource } from "@/lib/billing/handle-event.server";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { plainText } from "@/lib/text";

/** An event of Stripe's as an operator sees it. What it is about is named by its id at Stripe. */
export type StripeEventLine = {
  id: string;
  type: string;
  objectId: string | null;
  source: EventSource;
  /** When it first reached us. */
  receivedAt: string;
  attempts: number;
  /** Null while it waits: it failed, and is tried again. */
  handledAt: string | null;
  outcome: string | null;
  error: string | null;
};

const EVENTS = `SELECT id, type, object_id AS "objectId", source, received_at AS "receivedAt", attempts,
  handled_at AS "handledAt", outcome, error
FROM stripe_events
WHERE ($1::timestamptz IS NULL OR (received_at, id) < ($1, $2)) AND (NOT $4 OR handled_at IS NULL)
  AND ($5::text IS NULL OR type = $5 OR object_id = $5 OR id = $5)
ORDER BY received_at DESC, id DESC LIMIT $3`;

type Row = Omit<StripeEventLine, "receivedAt" | "handledAt"> & { receivedAt: Date; handledAt: Date | null };

function toLine(row: Row): StripeEventLine {
  return { ...row, receivedAt: row.receivedAt.toISOString(), handledAt: row.handledAt?.toISOString() ?? null };
}

type ListEvents = { limit: number; cursor?: string | undefined; onlyWaiting?: boolean; about?: string | undefined };

/** What Stripe told us, newest first, a page at a time; of one type, object or id when `about` names it. */
export async function listStripeEvents(list: ListEvents): Promise<Page<StripeEventLine>> {
  const { limit, cursor, onlyWaiting = false, about = null } = list;
  const shape = z.tuple([CursorInstant, plainText({ max: 255 })]);
  const [before, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, shape);
  const rows = await query<Row>(EVENTS, [before, id, limit + 1, onlyWaiting, about]);
  return toPage(rows.map(toLine), limit, (line) => [line.receivedAt, line.id]);
}
