import { makeSource } from "@/tests/integration/packages/make-people";
import type { Person } from "./api";
import { rows } from "./product";

/** A package of somebody's own, public where nothing else is said. */
export async function newPackage(
  owner: Person,
  version = "1.0.0",
  name = `kind-${owner.id.slice(-8)}`,
  more: Parameters<typeof makeSource>[0] = {},
) {
  const { publishPackage } = await import("@/lib/packages/publish-package.server");
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [owner.id]);
  const publisher = { id: owner.id, handle: user?.handle ?? "", isBuiltIn: false };
  const made = await publishPackage({ publisher, source: makeSource({ name, version, ...more }) });
  return made.package.id;
}

/** Gives a package to a new organisation of its publisher, who is a member, and these people. */
export async function joinTeam(packageId: string, members: { id: string; role: string }[]): Promise<void> {
  await rows(
    `WITH team AS (INSERT INTO organizations (id, slug, name)
      VALUES (gen_random_uuid(), 'team-' || right($1::uuid::text, 12), 'Team') RETURNING id),
    joined AS (INSERT INTO organization_members (organization_id, user_id, role)
      SELECT team.id, m.id, m.role FROM team, jsonb_to_recordset($2::jsonb) AS m (id uuid, role text)
      UNION ALL SELECT team.id, owner_id, 'member' FROM team, packages WHERE packages.id = $1::uuid)
    UPDATE packages SET organization_id = team.id FROM team WHERE packages.id = $1::uuid`,
    [packageId, JSON.stringify(members)],
  );
}
