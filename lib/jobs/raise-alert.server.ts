import "server-only";
import { query } from "@/lib/db/pool.server";
import { newId } from "@/lib/id";
import type { Alert } from "@/lib/jobs/alert";
import { deliverSoon } from "@/lib/jobs/deliver-soon.server";
import { log } from "@/lib/log.server";

/**
 * Tells the operator something, at most once a UTC day for its kind and subject: in /admin at once, by webhook and mail in
 * a moment. True when it is news today.
 */
export async function raiseAlert({ kind, subject = "", message, details = {} }: Alert, now: Date): Promise<boolean> {
  const rows = await query(
    `INSERT INTO alerts (id, kind, subject, day, message, details, created_at)
    VALUES ($1, $2, $3, ($6::timestamptz AT TIME ZONE 'UTC')::date, $4, $5, $6)
    ON CONFLICT (kind, subject, day) DO NOTHING RETURNING id`,
    [newId(), kind, subject, message, details, now],
  );
  if (rows.length === 0) return false;
  log.error({ kind, subject, ...details }, message);
  deliverSoon();
  return true;
}
