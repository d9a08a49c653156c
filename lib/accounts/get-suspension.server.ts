import "server-only";
import { query } from "@/lib/db/pool.server";

/** Since when and why an account is suspended, for admins; null while it is not. */
export async function getSuspension(userId: string): Promise<{ since: string; reason: string | null } | null> {
  const [row] = await query<{ since: Date; reason: string | null }>(
    `SELECT u.banned_at AS since, (SELECT a.details->>'reason' FROM audit_log a
      WHERE a.action = 'account.suspend' AND a.subject = u.id::text ORDER BY a.created_at DESC, a.id DESC LIMIT 1) AS reason
    FROM users u WHERE u.id = $1 AND u.banned_at IS NOT NULL`,
    [userId],
  );
  return row === undefined ? null : { since: row.since.toISOString(), reason: row.reason };
}
