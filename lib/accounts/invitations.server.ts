import "server-only";
import { randomBytes } from "node:crypto";
import type { PoolClient } from "pg";
import { lockOrganization } from "@/lib/accounts/lock-organization.server";
import { canInvite, type Invitation, type InvitedRole, MAX_OPEN_INVITATIONS } from "@/lib/accounts/organization";
import type { NewInvitation } from "@/lib/accounts/organization-request";
import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { sha256 } from "@/lib/hash.server";
import { newId } from "@/lib/id";

const TOKEN_BYTES = 16;
const DAY_MS = 24 * 60 * 60 * 1_000;

type Row = Omit<Invitation, "createdAt" | "expiresAt"> & { createdAt: Date; expiresAt: Date };

const OPEN = "organization_id = $1 AND revoked_at IS NULL AND expires_at > $2 AND uses < max_uses";

export type CreateInvitation = { slug: string; actorId: string; request: NewInvitation; now: Date };
export type MadeInvitation = Omit<Invitation, "createdBy"> & { token: string; url: string };

/** Makes a link by which people join in a role. Its token is returned this once and stored as SHA-256 only. */
export async function createInvitation(create: CreateInvitation): Promise<MadeInvitation> {
  const { actorId, now } = create;
  const { role, days, maxUses } = create.request;
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const id = newId();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  await inTransaction(async (client) => {
    const organization = await lockOrganization(client, create);
    if (!canInvite(organization.role, role)) {
      throw new AppError("forbidden", { message: `Your role does not let you invite somebody as ${role}.` });
    }
    await requireRoomForInvitation(client, organization.id, now);
    await client.query(
      `INSERT INTO organization_invitations (id, organization_id, token_hash, role, created_by, created_at, expires_at,
         max_uses)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [id, organization.id, sha256(token), role, actorId, now, expiresAt, maxUses],
    );
  });
  const url = new URL(`/organizations/join?token=${token}`, env().NEXTAUTH_URL).href;
  const dates = { createdAt: now.toISOString(), expiresAt: expiresAt.toISOString() };
  return { id, role, ...dates, maxUses, uses: 0, token, url };
}

async function requireRoomForInvitation(client: PoolClient, organizationId: string, now: Date): Promise<void> {
  const { rows } = await client.query<{ open: number }>(
    `SELECT count(*)::int AS open FROM organization_invitations WHERE ${OPEN}`,
    [organizationId, now],
  );
  if ((rows[0]?.open ?? 0) >= MAX_OPEN_INVITATIONS) {
    const message = `This organisation has ${MAX_OPEN_INVITATIONS} open invitations; revoke one first.`;
    throw new AppError("conflict", { message });
  }
}

export type ListInvitations = { slug: string; actorId: string; now: Date };

/** Links that are not revoked, over or used up, newest first, for those who may invite; `forbidden` for other members. */
export async function listInvitations({ slug, actorId, now }: ListInvitations): Promise<Invitation[]> {
  const organization = await findOwnOrganization(actorId, slug);
  if (organization === null) throw new AppError("not_found");
  if (!canInvite(organization.role, "member")) throw new AppError("forbidden");
  const rows = await query<Row>(
    `SELECT i.id, i.role, coalesce(u.handle, 'somebody') AS "createdBy", i.created_at AS "createdAt",
       i.expires_at AS "expiresAt", i.max_uses AS "maxUses", i.uses
     FROM organization_invitations i LEFT JOIN users u ON u.id = i.created_by
     WHERE ${OPEN} ORDER BY i.created_at DESC, i.id DESC`,
    [organization.id, now],
  );
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

export type RevokeInvitation = { slug: string; actorId: string; invitationId: string; now: Date };

/** Ends a link at once. Whoever may give its role may end it; `not_found` when it has ended already. */
export async function revokeInvitation(revoke: RevokeInvitation): Promise<void> {
  const { invitationId, now } = revoke;
  await inTransaction(async (client) => {
    const organization = await lockOrganization(client, revoke);
    if (!canInvite(organization.role, "member")) throw new AppError("forbidden");
    const { rows } = await client.query<{ role: InvitedRole }>(
      `SELECT role FROM organization_invitations WHERE ${OPEN} AND id = $3`,
      [organization.id, now, invitationId],
    );
    const role = rows[0]?.role;
    if (role === undefined) throw new AppError("not_found");
    if (!canInvite(organization.role, role)) {
      throw new AppError("forbidden", { message: `Only an owner revokes an invitation as ${role}.` });
    }
    await client.query("UPDATE organization_invitations SET revoked_at = $2 WHERE id = $1", [invitationId, now]);
  });
}

type MakerChange = { organizationId: string; userId: string; roles: readonly InvitedRole[]; now: Date };

/** Ends the open links that a member made for these roles: whoever may no longer invite leaves no way in behind. */
export async function revokeInvitationsOf(client: PoolClient, change: MakerChange): Promise<void> {
  await client.query(
    `UPDATE organization_invitations SET revoked_at = $2 WHERE ${OPEN} AND created_by = $3 AND role = ANY ($4)`,
    [change.organizationId, change.now, change.userId, change.roles],
  );
}
