import "server-only";
import type { PoolClient } from "pg";
import { memberRole, requireRoomForOrganization } from "@/lib/accounts/lock-organization.server";
import type { InvitationOffer, InvitedRole, OwnOrganization } from "@/lib/accounts/organization";
import { findOwnOrganization } from "@/lib/accounts/organizations.server";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { sha256 } from "@/lib/hash.server";

type OfferRow = {
  slug: string;
  name: string;
  verified: boolean;
  role: InvitedRole;
  maker: string | null;
  makerHandle: string | null;
  expiresAt: Date;
};

/**
 * Lets in whoever holds it, as far as it and its maker go: not revoked, not over, made by somebody who is still a
 * member and not banned, and not before $3 was removed. Used up is another matter: it still answers those it let in.
 */
const WORKS = `i.token_hash = $1 AND i.revoked_at IS NULL AND i.expires_at > $2
AND EXISTS (SELECT 1 FROM organization_members maker JOIN users person ON person.id = maker.user_id
  WHERE maker.organization_id = i.organization_id AND maker.user_id = i.created_by AND person.banned_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM organization_removals r
  WHERE r.organization_id = i.organization_id AND r.user_id = $3::uuid AND r.removed_at >= i.created_at)`;

export type FindInvitation = { token: string; viewerId: string | null; now: Date };

/**
 * What a link offers to whoever looks; null for one that is unknown, revoked, over, used up or not for them, and nothing
 * tells which. A member still sees the offer that is used up, perhaps by them.
 */
export async function findInvitation({ token, viewerId, now }: FindInvitation): Promise<InvitationOffer | null> {
  const [row] = await query<OfferRow>(
    `SELECT o.slug, o.name, o.verified_at IS NOT NULL AS verified, i.role, u.name AS maker, u.handle AS "makerHandle",
       i.expires_at AS "expiresAt"
     FROM organization_invitations i JOIN organizations o ON o.id = i.organization_id
     LEFT JOIN users u ON u.id = i.created_by
     WHERE ${WORKS} AND (i.uses < i.max_uses OR EXISTS (SELECT 1 FROM organization_members m
       WHERE m.organization_id = i.organization_id AND m.user_id = $3::uuid))`,
    [sha256(token), now, viewerId],
  );
  if (row === undefined) return null;
  return {
    organization: { slug: row.slug, name: row.name, verified: row.verified },
    role: row.role,
    invitedBy: { name: row.maker, handle: row.makerHandle ?? "somebody" },
    expiresAt: row.expiresAt.toISOString(),
  };
}

export type AcceptInvitation = { token: string; userId: string; now: Date };

/**
 * Joins by a link. A second time, or for somebody who is a member already, it changes nothing, their role least of
 * all, and takes no use. `not_found` for a link that is unknown, revoked, over, used up or not for them.
 */
export async function acceptInvitation(accept: AcceptInvitation): Promise<OwnOrganization & { joined: boolean }> {
  const { userId, now } = accept;
  const { slug, joined } = await inTransaction(async (client) => {
    const { id, organizationId, slug: name, role } = await lockInvitation(client, accept);
    if ((await memberRole(client, organizationId, userId)) !== null) return { slug: name, joined: false };
    await takeUse(client, id);
    await requireRoomForOrganization(client, userId);
    await client.query(
      "INSERT INTO organization_members (organization_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)",
      [organizationId, userId, role, now],
    );
    return { slug: name, joined: true };
  });
  const organization = await findOwnOrganization(userId, slug);
  if (organization === null) throw new AppError("not_found");
  return { ...organization, joined };
}

function dead(): AppError {
  return new AppError("not_found", { message: "This invitation does not work any more." });
}

/** One conditional write: of two people who want the last use, one has it. */
async function takeUse(client: PoolClient, invitationId: string): Promise<void> {
  const { rowCount } = await client.query(
    "UPDATE organization_invitations SET uses = uses + 1 WHERE id = $1 AND uses < max_uses",
    [invitationId],
  );
  if (rowCount === 0) throw dead();
}

type LockedInvitation = { id: string; organizationId: string; slug: string; role: InvitedRole };

/** The organisation's lock comes first, then the link is read: one that was revoked meanwhile lets nobody in. */
async function lockInvitation(client: PoolClient, { token, userId, now }: AcceptInvitation): Promise<LockedInvitation> {
  const hash = sha256(token);
  await client.query(
    `SELECT 1 FROM organizations WHERE id = (SELECT organization_id FROM organization_invitations WHERE token_hash = $1)
     FOR NO KEY UPDATE`,
    [hash],
  );
  const { rows } = await client.query<LockedInvitation>(
    `SELECT i.id, o.id AS "organizationId", o.slug, i.role
     FROM organization_invitations i JOIN organizations o ON o.id = i.organization_id WHERE ${WORKS}`,
    [hash, now, userId],
  );
  const invitation = rows[0];
  if (invitation === undefined) throw dead();
  return invitation;
}
