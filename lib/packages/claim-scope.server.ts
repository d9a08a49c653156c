import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";
import { takePublishLock } from "@/lib/packages/publish-lock.server";

export type Publisher = { id: string; handle: string; isBuiltIn: boolean };

export type ClaimedScope = { organizationId: string | null };

type OwnerRow = { userId: string | null; organizationId: string | null; isMember: boolean };

// The row's owner when it has one, else the user, else the organisation that is called so.
const OWNER = `
SELECT owner.*, coalesce(owner."userId" = $2, false) OR EXISTS (SELECT 1 FROM organization_members m
  WHERE m.organization_id = owner."organizationId" AND m.user_id = $2) AS "isMember"
FROM (
  SELECT CASE WHEN is_owned THEN s.user_id ELSE u.id END AS "userId",
    CASE WHEN is_owned THEN s.organization_id WHEN u.id IS NULL THEN o.id END AS "organizationId"
  FROM (SELECT $1::text AS name) asked
  LEFT JOIN scopes s ON s.name = asked.name
  LEFT JOIN users u ON u.handle = asked.name
  LEFT JOIN organizations o ON o.slug = asked.name
  CROSS JOIN LATERAL (SELECT coalesce(s.user_id, s.organization_id) IS NOT NULL AS is_owned) state
) owner`;

/**
 * Makes sure of the scope's row inside the caller's transaction, or refuses with `forbidden`: members publish in
 * their own handle and in their organisations, the built-in account anywhere (a scope nobody has stays unowned).
 * Nobody else publishes in the scope until the transaction ends: whoever tries meanwhile is a `conflict`.
 */
export async function claimScope(client: PoolClient, scope: string, publisher: Publisher): Promise<ClaimedScope> {
  const { rows } = await client.query<OwnerRow>(OWNER, [scope, publisher.id]);
  const owner = rows[0];
  if (owner === undefined) throw new Error("the scope statement gave no row");
  if (!owner.isMember && !publisher.isBuiltIn) {
    throw new AppError("forbidden", { message: `You are not a member of @${scope}, so you cannot publish there.` });
  }
  await takePublishLock(client, scope, publisher.id);
  await client.query(
    `INSERT INTO scopes AS s (name, user_id, organization_id) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET user_id = excluded.user_id, organization_id = excluded.organization_id
     WHERE s.user_id IS NULL AND s.organization_id IS NULL
       AND (excluded.user_id IS NOT NULL OR excluded.organization_id IS NOT NULL)`,
    [scope, owner.userId, owner.organizationId],
  );
  return { organizationId: owner.organizationId };
}
