import "server-only";
import type { DeletionFacts } from "@/lib/account-data/deletion-facts";
import { soleOwnerships } from "@/lib/account-data/sole-ownerships.server";
import { query } from "@/lib/db/pool.server";

type Row = Omit<DeletionFacts, "soleOwnerOf">;

const FACTS = `SELECT w.balance - w.held AS credits, w.debt,
  EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = $1 AND s.ended_at IS NULL
    AND s.status NOT IN ('canceled', 'incomplete', 'incomplete_expired')) AS "hasPlus",
  (SELECT count(*)::int FROM playground_runs r WHERE r.user_id = $1 AND r.status = 'running') AS running,
  (SELECT count(*)::int FROM playground_sessions s WHERE s.user_id = $1 AND s.deleted_at IS NULL AND NOT s.unlisted
    AND (s.expires_at IS NULL OR s.expires_at > $2)) AS sessions,
  (SELECT count(*)::int FROM playground_shares h WHERE h.user_id = $1 AND h.revoked_at IS NULL AND h.taken_down_at IS NULL
    AND (h.expires_at IS NULL OR h.expires_at > $2)) AS links,
  EXISTS (SELECT 1 FROM playground_shares h WHERE h.user_id = $1) AS "hasShared",
  (SELECT count(*)::int FROM packages p WHERE p.owner_id = $1 AND p.organization_id IS NULL
    AND p.visibility = 'private') AS "privatePackages",
  (SELECT count(*)::int FROM packages p WHERE p.owner_id = $1 AND p.visibility = 'public') AS "publicPackages"
FROM playground_credits w WHERE w.user_id = $1`;

/** What a user would lose, leave behind and have to do first. */
export async function getDeletionFacts(userId: string, now: Date): Promise<DeletionFacts> {
  const [[row], soleOwnerOf] = await Promise.all([query<Row>(FACTS, [userId, now]), soleOwnerships(userId)]);
  if (row === undefined) throw new Error("a user without a wallet");
  return { ...row, soleOwnerOf };
}
