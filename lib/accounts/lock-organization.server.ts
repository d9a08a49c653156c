import "server-only";
import type { PoolClient } from "pg";
import { MAX_ORGANIZATIONS, type OrganizationRole } from "@/lib/accounts/organization";
import { AppError } from "@/lib/errors";

export type LockedOrganization = { id: string; slug: string; role: OrganizationRole };

/**
 * Locks an organisation until the transaction ends, so that changes of its members, invitations and verification take
 * turns, and answers what the actor is in it. `not_found` when there is none or the actor is no member.
 */
export async function lockOrganization(
  client: PoolClient,
  { slug, actorId }: { slug: string; actorId: string },
): Promise<LockedOrganization> {
  const locked = await client.query<{ id: string }>("SELECT id FROM organizations WHERE slug = $1 FOR NO KEY UPDATE", [
    slug,
  ]);
  const id = locked.rows[0]?.id;
  // A statement of its own: it must see what was true when the lock was had, not when it was asked for.
  const role = id === undefined ? null : await memberRole(client, id, actorId);
  if (id === undefined || role === null) throw new AppError("not_found");
  return { id, slug, role };
}

/** What a user is in an organisation; null for people outside. */
export async function memberRole(
  client: PoolClient,
  organizationId: string,
  userId: string,
): Promise<OrganizationRole | null> {
  const { rows } = await client.query<{ role: OrganizationRole }>(
    "SELECT role FROM organization_members WHERE organization_id = $1 AND user_id = $2",
    [organizationId, userId],
  );
  return rows[0]?.role ?? null;
}

/** Locks the user's row and refuses (`conflict`) one more organisation than anybody needs. */
export async function requireRoomForOrganization(client: PoolClient, userId: string): Promise<void> {
  await client.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE", [userId]);
  const { rows } = await client.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM organization_members WHERE user_id = $1",
    [userId],
  );
  if ((rows[0]?.count ?? 0) >= MAX_ORGANIZATIONS) {
    const message = `You belong to ${MAX_ORGANIZATIONS} organisations, which is the most; leave one first.`;
    throw new AppError("conflict", { message });
  }
}
