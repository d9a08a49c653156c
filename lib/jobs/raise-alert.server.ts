import "server-only";
import { query } from "@/lib/db/pool.server";
import { newId } from "@/lib/id";
import { log } from "@/lib/log.server";

export type Alert = {
  /** What kind of thing happened, in words a program can compare. */
  kind: string;
  /** Of what, when a kind has several; a kind and subject alert once a day. */
  subject?: string;
  message: string;
  details?: Record<string, unknown>;
};

/** Tells the operator something, at most once a UTC day for its kind and subject. True when it is news today. */
export async function raiseAlert({ kind, subject = "", message, details = {} }: Alert, now: Date): Promise<boolean> {
  const rows = await query(
    `INSERT INTO alerts (id, kind, subject, day, message, details, created_at)
    VALUES ($1, $2, $3, ($6::timestamptz AT TIME ZONE 'UTC')::date, $4, $5, $6)
    ON CONFLICT (kind, subject, day) DO NOTHING RETURNING id`,
    [newId(), kind, subject, message, details, now],
  );
  if (rows.length > 0) log.error({ kind, subject, ...details }, message);
  return rows.length > 0;
}
