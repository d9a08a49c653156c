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

/** What a link offers; null for one that is unknown, revoked or over, and nothing tells which. */
export async function findInvitation(token: string, now: Date): Promise<InvitationOffer | null> {
  const [row] = await query<OfferRow>(
    `SELECT o.slug, o.name, o.verified_at IS NOT NULL AS verified, i.role, u.name AS maker, u.handle AS "makerHandle",
       i.expires_at AS "expiresAt"
     FROM organization_invitations i JOIN organizations o ON o.id = i.organization_id
     LEFT JOIN users u ON u.id = i.created_by
     WHERE i.token_hash = $1 AND i.revoked_at IS NULL AND i.expires_at > $2`,
    [sha256(token), now],
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
 * all. `not_found` for a link that is unknown, revoked or over.
 */
export async function acceptInvitation(accept: AcceptInvitation): Promise<OwnOrganization & { joined: boolean }> {
  const { userId, now } = accept;
  const { slug, joined } = await inTransaction(async (client) => {
    const { organizationId, slug: name, role } = await lockInvitation(client, accept);
    if ((await memberRole(client, organizationId, userId)) !== null) return { slug: name, joined: false };
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

type LockedInvitation = { organizationId: string; slug: string; role: InvitedRole };

/** The organisation's lock comes first, then the link is read: one that was revoked meanwhile lets nobody in. */
async function lockInvitation(client: PoolClient, { token, now }: AcceptInvitation): Promise<LockedInvitation> {
  const hash = sha256(token);
  await client.query(
    `SELECT 1 FROM organizations WHERE id = (SELECT organization_id FROM organization_invitations WHERE token_hash = $1)
     FOR NO KEY UPDATE`,
    [hash],
  );
  const { rows } = await client.query<LockedInvitation>(
    `SELECT o.id AS "organizationId", o.slug, i.role
     FROM organization_invitations i JOIN organizations o ON o.id = i.organization_id
     WHERE i.token_hash = $1 AND i.revoked_at IS NULL AND i.expires_at > $2`,
    [hash, now],
  );
  const invitation = rows[0];
  if (invitation === undefined) throw new AppError("not_found", { message: "This invitation does not work any more." });
  return invitation;
}
