import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import { revokeInvitationsOf } from "@/lib/accounts/invitations.server";
import { type LockedOrganization, lockOrganization, memberRole } from "@/lib/accounts/lock-organization.server";
import {
  canChangeRole,
  canInvite,
  canRemove,
  INVITED_ROLES,
  keepsAnOwner,
  ORGANIZATION_ROLES,
  type OrganizationMember,
  type OrganizationRole,
} from "@/lib/accounts/organization";
import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { CursorInstant, decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";

type Row = Omit<OrganizationMember, "joinedAt"> & { joinedAt: Date; rank: number };

// Addresses are for those who manage members, and one's own.
const MEMBERS = `
SELECT * FROM (
  SELECT m.user_id AS "userId", u.handle, u.name, m.role, m.joined_at AS "joinedAt",
    CASE WHEN $2 <> 'member' OR u.id = $3 THEN u.email END AS email, array_position($4::text[], m.role) AS rank
  FROM organization_members m JOIN users u ON u.id = m.user_id WHERE m.organization_id = $1
) member`;

function toMember({ rank: _, joinedAt, ...member }: Row): OrganizationMember {
  return { ...member, joinedAt: joinedAt.toISOString() };
}

async function requireOrganization(viewerId: string, slug: string) {
  const found = await findOwnOrganization(viewerId, slug);
  if (found === null) throw new AppError("not_found");
  return found;
}

export type ListMembers = { slug: string; viewerId: string; limit: number; cursor?: string | undefined };

/** An organisation's members for one of them: owners, admins, then members, each by when they joined; a page. */
export async function listMembers({ slug, viewerId, limit, cursor }: ListMembers): Promise<Page<OrganizationMember>> {
  const { id, role } = await requireOrganization(viewerId, slug);
  const shape = z.tuple([z.int32(), CursorInstant, z.uuid()]);
  const [rank, joinedAt, userId] = cursor === undefined ? [null, null, null] : decodeCursor(cursor, shape);
  const rows = await query<Row>(
    `${MEMBERS} WHERE $5::int IS NULL OR (rank, "joinedAt", "userId") > ($5, $6::timestamptz, $7::uuid)
     ORDER BY rank, "joinedAt", "userId" LIMIT $8`,
    [id, role, viewerId, ORGANIZATION_ROLES, rank, joinedAt, userId, limit + 1],
  );
  const page = toPage(rows, limit, (row) => [row.rank, row.joinedAt.toISOString(), row.userId]);
  return { ...page, items: page.items.map(toMember) };
}

export type NamedMember = { slug: string; viewerId: string; userId: string };

/** One member for another; `not_found` when either is none. */
export async function requireMember({ slug, viewerId, userId }: NamedMember): Promise<OrganizationMember> {
  const { id, role } = await requireOrganization(viewerId, slug);
  const [row] = await query<Row>(`${MEMBERS} WHERE "userId" = $5`, [id, role, viewerId, ORGANIZATION_ROLES, userId]);
  if (row === undefined) throw new AppError("not_found");
  return toMember(row);
}

async function requireRole(client: PoolClient, organization: LockedOrganization, userId: string) {
  const role = await memberRole(client, organization.id, userId);
  if (role === null) throw new AppError("not_found");
  return role;
}

/** Refuses (`conflict`) what would leave an organisation without an owner. */
async function requireOwnerLeft(
  client: PoolClient,
  organization: LockedOrganization,
  change: { from: OrganizationRole; to: OrganizationRole | null },
): Promise<void> {
  const { rows } = await client.query<{ owners: number }>(
    "SELECT count(*)::int AS owners FROM organization_members WHERE organization_id = $1 AND role = 'owner'",
    [organization.id],
  );
  if (!keepsAnOwner(rows[0]?.owners ?? 0, change.from, change.to)) {
    const message = "An organisation keeps at least one owner. Make another member an owner first.";
    throw new AppError("conflict", { message });
  }
}

export type MemberChange = { slug: string; actorId: string; userId: string; now: Date };

/** Gives a member another role. Links they made for roles they may no longer give end with it. */
export async function changeRole({ role, ...change }: MemberChange & { role: OrganizationRole }): Promise<void> {
  const { userId, now } = change;
  await inTransaction(async (client) => {
    const organization = await lockOrganization(client, change);
    const from = await requireRole(client, organization, userId);
    if (!canChangeRole(organization.role, from, role)) {
      throw new AppError("forbidden", { message: "Only an owner of this organisation changes roles." });
    }
    await requireOwnerLeft(client, organization, { from, to: role });
    await client.query("UPDATE organization_members SET role = $3 WHERE organization_id = $1 AND user_id = $2", [
      organization.id,
      userId,
      role,
    ]);
    const roles = INVITED_ROLES.filter((invited) => !canInvite(role, invited));
    await revokeInvitationsOf(client, { organizationId: organization.id, userId, roles, now });
  });
}

/** Writes down that somebody was taken out, so that no link made until then lets them back in. */
async function recordRemoval(client: PoolClient, organizationId: string, { userId, now }: MemberChange): Promise<void> {
  await client.query(
    `INSERT INTO organization_removals AS known (organization_id, user_id, removed_at) VALUES ($1, $2, $3)
     ON CONFLICT (organization_id, user_id) DO UPDATE SET removed_at = greatest(known.removed_at, excluded.removed_at)`,
    [organizationId, userId, now],
  );
}

/**
 * Takes a member out, or lets them leave when they are the actor. Their credits of this month stay; links they made
 * end. Whoever is taken out by another needs a link made later to come back; whoever leaves may use any.
 */
export async function removeMember(change: MemberChange): Promise<void> {
  const { actorId, userId, now } = change;
  await inTransaction(async (client) => {
    const organization = await lockOrganization(client, change);
    const from = await requireRole(client, organization, userId);
    if (!canRemove(organization.role, from, actorId === userId)) {
      throw new AppError("forbidden", { message: "Your role in this organisation does not let you remove them." });
    }
    await requireOwnerLeft(client, organization, { from, to: null });
    // A row that goes cannot say when; its trigger reads the instant here.
    await client.query("SELECT set_config('app.now', $1, true)", [now.toISOString()]);
    await client.query("DELETE FROM organization_members WHERE organization_id = $1 AND user_id = $2", [
      organization.id,
      userId,
    ]);
    await revokeInvitationsOf(client, { organizationId: organization.id, userId, roles: INVITED_ROLES, now });
    if (actorId !== userId) await recordRemoval(client, organization.id, change);
  });
}
