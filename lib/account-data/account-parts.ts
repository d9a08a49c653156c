import { byTime, type ExportPart } from "@/lib/account-data/export-part";

/** Who somebody is here, and where they belong. */
export const ACCOUNT_PARTS: readonly ExportPart[] = [
  {
    name: "account",
    isSingle: true,
    tables: ["users"],
    select: `u.id, u.email, u.name, u.handle, u.image, u.role, u.created_at AS "createdAt",
      u.sharing_banned_at AS "sharingBannedAt", u.sharing_ban_reason AS "sharingBanReason"`,
    from: "users u",
    where: "u.id = $1",
    keys: byTime("u"),
  },
  {
    name: "signIns",
    tables: ["accounts"],
    select: `a.id, a.provider, a.provider_account_id AS "providerAccountId", a.created_at AS "createdAt"`,
    from: "accounts a",
    where: "a.user_id = $1",
    keys: byTime("a"),
  },
  {
    name: "apiTokens",
    tables: ["api_tokens"],
    select: `t.id, t.name, t.ending, t.scope, t.created_at AS "createdAt", t.expires_at AS "expiresAt",
      t.last_used_at AS "lastUsedAt", t.revoked_at AS "revokedAt"`,
    from: "api_tokens t",
    where: "t.user_id = $1",
    keys: byTime("t"),
  },
  {
    name: "organizations",
    tables: ["organization_members"],
    select: `o.id, o.slug, o.name, m.role, m.joined_at AS "joinedAt"`,
    from: "organization_members m JOIN organizations o ON o.id = m.organization_id",
    where: "m.user_id = $1",
    keys: [{ column: "o.id", type: "uuid", field: "id" }],
  },
  {
    name: "organizationCreditPeriods",
    tables: ["membership_periods"],
    select: `p.id, o.slug AS organization, p.valid_from AS "validFrom", p.valid_until AS "validUntil"`,
    from: "membership_periods p JOIN organizations o ON o.id = p.organization_id",
    where: "p.user_id = $1",
    keys: [
      { column: "p.valid_from", type: "timestamptz", field: "validFrom" },
      { column: "p.id", type: "uuid", field: "id" },
    ],
  },
  {
    name: "removedFromOrganizations",
    tables: ["organization_removals"],
    select: `o.slug AS organization, r.removed_at AS "removedAt"`,
    from: "organization_removals r JOIN organizations o ON o.id = r.organization_id",
    where: "r.user_id = $1",
    keys: [{ column: "o.slug", type: "text", field: "organization" }],
  },
  {
    name: "invitationsMade",
    tables: ["organization_invitations"],
    select: `i.id, o.slug AS organization, i.role, i.created_at AS "createdAt", i.expires_at AS "expiresAt",
      i.revoked_at AS "revokedAt", i.max_uses AS "maxUses", i.uses`,
    from: "organization_invitations i JOIN organizations o ON o.id = i.organization_id",
    where: "i.created_by = $1",
    keys: byTime("i"),
  },
  {
    name: "auditLog",
    tables: ["audit_log"],
    // What an operator did to somebody else is that person's; what an operator wrote down is theirs.
    select: `l.id, l.action, l.created_at AS "createdAt", coalesce(l.actor_id = $1, false) AS "byYou",
      l.subject = $1::text AS "aboutYou", CASE WHEN l.actor_id = $1 AND l.subject = $1::text THEN l.details END AS details`,
    from: "audit_log l",
    where: "(l.actor_id = $1 OR l.subject = $1::text)",
    keys: byTime("l"),
  },
];
