import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";

export type Publisher = { id: string; handle: string; isBuiltIn: boolean };

export type ClaimedScope = { organizationId: string | null };

type ScopeRow = { organizationId: string | null; isFree: boolean; isTheirs: boolean };

// Who a scope belongs to: its row when it has an owner, else the user or organisation that is called so.
const WHO_OWNS = `
SELECT coalesce(s.organization_id, o.id) AS "organizationId",
  s.user_id IS NULL AND s.organization_id IS NULL AND u.id IS NULL AND o.id IS NULL AS "isFree",
  CASE WHEN s.user_id IS NOT NULL THEN s.user_id = $2
    WHEN s.organization_id IS NULL AND u.id = $2 THEN true
    ELSE EXISTS (SELECT 1 FROM organization_members m
      WHERE m.organization_id = coalesce(s.organization_id, o.id) AND m.user_id = $2) END AS "isTheirs"
FROM (SELECT $1::text AS name) asked
LEFT JOIN scopes s ON s.name = asked.name
LEFT JOIN users u ON u.handle = asked.name
LEFT JOIN organizations o ON o.slug = asked.name`;

/**
 * Makes sure of the scope's row inside the caller's transaction, or refuses with `forbidden`: members publish in
 * their own handle and in their organisations, the built-in account anywhere (a scope nobody has stays unowned).
 */
export async function claimScope(client: PoolClient, scope: string, publisher: Publisher): Promise<ClaimedScope> {
  const { rows } = await client.query<ScopeRow>(WHO_OWNS, [scope, publisher.id]);
  const row = rows[0];
  if (row === undefined) throw new Error("the scope statement gave no row");
  if (!row.isTheirs && !publisher.isBuiltIn) {
    throw new AppError("forbidden", { message: `You are not a member of @${scope}, so you cannot publish there.` });
  }
  const ownsAsUser = row.isTheirs && row.organizationId === null;
  await client.query(
    `INSERT INTO scopes AS s (name, user_id, organization_id) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET user_id = excluded.user_id, organization_id = excluded.organization_id
     WHERE s.user_id IS NULL AND s.organization_id IS NULL
       AND (excluded.user_id IS NOT NULL OR excluded.organization_id IS NOT NULL)`,
    [scope, ownsAsUser ? publisher.id : null, row.organizationId],
  );
  return { organizationId: row.organizationId };
}
