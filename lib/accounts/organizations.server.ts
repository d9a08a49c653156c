import "server-only";
import type { OwnOrganization } from "@/lib/accounts/organization";
import { query } from "@/lib/db/pool.server";

type Row = Omit<OwnOrganization, "createdAt"> & { createdAt: Date };

const OWN = `
SELECT o.id, o.slug, o.name, o.verified_at IS NOT NULL AS verified, o.created_at AS "createdAt", own.role,
  team.members, team.owners
FROM organization_members own JOIN organizations o ON o.id = own.organization_id
CROSS JOIN LATERAL (SELECT count(*)::int AS members, count(*) FILTER (WHERE m.role = 'owner')::int AS owners
  FROM organization_members m WHERE m.organization_id = o.id) team
WHERE own.user_id = $1`;

function toOrganization(row: Row): OwnOrganization {
  return { ...row, createdAt: row.createdAt.toISOString() };
}

/** The organisations that a user belongs to, by name. */
export async function listOwnOrganizations(userId: string): Promise<OwnOrganization[]> {
  const rows = await query<Row>(`${OWN} ORDER BY lower(o.name), o.slug`, [userId]);
  return rows.map(toOrganization);
}

/** One organisation for one of its members; null for everybody else. */
export async function findOwnOrganization(userId: string, slug: string): Promise<OwnOrganization | null> {
  const [row] = await query<Row>(`${OWN} AND o.slug = $2`, [userId, slug]);
  return row === undefined ? null : toOrganization(row);
}
