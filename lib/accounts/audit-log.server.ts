import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import { DELETED_ACCOUNT } from "@/lib/accounts/deleted-account";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { newId } from "@/lib/id";

export type AuditRecord = {
  /** Null for what the product does of itself. */
  actorId: string | null;
  action: string;
  subject: string;
  details: object;
  now: Date;
};

/** Writes down who did what, inside the transaction that does it. */
export async function writeAudit(client: PoolClient, record: AuditRecord): Promise<void> {
  await client.query(
    "INSERT INTO audit_log (id, actor_id, action, subject, details, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
    [newId(), record.actorId, record.action, record.subject, JSON.stringify(record.details), record.now],
  );
}

export type AuditEntry = {
  id: string;
  action: string;
  /** E-mail of the admin; null for the operator at the command line. */
  actor: string | null;
  /** E-mail of the user or slug of the organisation it was done to, else the id as it was written. */
  subject: string;
  /** Null for what is neither, or is no more. */
  subjectKind: "user" | "organization" | null;
  subjectName: string | null;
  details: Record<string, unknown>;
  createdAt: string;
};

const ENTRIES = `
SELECT a.id, a.action, CASE WHEN actor.deleted_at IS NULL THEN actor.email ELSE $5 END AS actor,
  CASE WHEN person.deleted_at IS NULL THEN coalesce(person.email, o.slug, a.subject) ELSE $5 END AS subject,
  CASE WHEN person.id IS NOT NULL THEN 'user' WHEN o.id IS NOT NULL THEN 'organization' END AS "subjectKind",
  coalesce(person.name, o.name) AS "subjectName", a.details, a.created_at AS "createdAt"
FROM audit_log a
CROSS JOIN LATERAL (SELECT CASE WHEN a.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN a.subject::uuid END
  AS id) named
LEFT JOIN users actor ON actor.id = a.actor_id
LEFT JOIN users person ON person.id = named.id
LEFT JOIN organizations o ON o.id = named.id
WHERE ($1::timestamptz IS NULL OR (a.created_at, a.id) < ($1, $2)) AND ($4::text IS NULL OR a.action = $4)
ORDER BY a.created_at DESC, a.id DESC LIMIT $3`;

type ListAuditLog = { limit: number; cursor?: string | undefined; action?: string | undefined };

/** What admins did, or what they did of one kind, newest first, a page at a time. */
export async function listAuditLog(list: ListAuditLog): Promise<Page<AuditEntry>> {
  const shape = z.tuple([CursorInstant, z.uuid()]);
  const [before, id] = list.cursor === undefined ? [null, null] : decodeCursor(list.cursor, shape);
  const rows = await query<Omit<AuditEntry, "createdAt"> & { createdAt: Date }>(ENTRIES, [
    before,
    id,
    list.limit + 1,
    list.action ?? null,
    DELETED_ACCOUNT,
  ]);
  const items = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return toPage(items, list.limit, (item) => [item.createdAt, item.id]);
}

/** The kinds of things that were done so far, by name. */
export async function listAuditActions(): Promise<string[]> {
  const rows = await query<{ action: string }>("SELECT DISTINCT action FROM audit_log ORDER BY action");
  return rows.map((row) => row.action);
}
