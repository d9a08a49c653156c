import "server-only";
import { z } from "zod";
import type { Organization } from "@/lib/accounts/organization";
import type { Search } from "@/lib/accounts/search";
import { decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";

/** An organisation as an admin of the installation sees it. */
export type OrganizationRecord = Organization & { verifiedAt: string | null; members: number };

type Row = Omit<OrganizationRecord, "verified" | "verifiedAt" | "createdAt"> & {
  verifiedAt: Date | null;
  createdAt: Date;
};

const RECORDS = `
SELECT o.id, o.slug, o.name, o.verified_at AS "verifiedAt", o.created_at AS "createdAt",
  (SELECT count(*)::int FROM organization_members m WHERE m.organization_id = o.id) AS members
FROM organizations o`;

function toRecord({ verifiedAt, createdAt, ...row }: Row): OrganizationRecord {
  return {
    ...row,
    verified: verifiedAt !== null,
    verifiedAt: verifiedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

/** Organisations whose slug or name contains the words, newest first, a page at a time. For admins. */
export async function searchOrganizations({ q, limit, cursor }: Search): Promise<Page<OrganizationRecord>> {
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]));
  const rows = await query<Row>(
    `${RECORDS} WHERE ($1::uuid IS NULL OR o.id < $1)
       AND ($2::text IS NULL OR position($2 IN o.slug) > 0 OR position($2 IN lower(o.name)) > 0)
     ORDER BY o.id DESC LIMIT $3`,
    [before, q || null, limit + 1],
  );
  return toPage(rows.map(toRecord), limit, (item) => [item.id]);
}

/** One organisation by its id; for admins. */
export async function requireOrganizationRecord(id: string): Promise<OrganizationRecord> {
  const [row] = await query<Row>(`${RECORDS} WHERE o.id = $1`, [id]);
  if (row === undefined) throw new AppError("not_found");
  return toRecord(row);
}
