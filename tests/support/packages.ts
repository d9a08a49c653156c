import { makeSource } from "@/tests/integration/packages/make-people";
import type { Person } from "./api";
import { rows } from "./product";

/** A public package of somebody's own. */
export async function newPackage(owner: Person, version = "1.0.0", name = `kind-${owner.id.slice(-8)}`) {
  const { publishPackage } = await import("@/lib/packages/publish-package.server");
  const [user] = await rows<{ handle: string }>("SELECT handle FROM users WHERE id = $1", [owner.id]);
  const publisher = { id: owner.id, handle: user?.handle ?? "", isBuiltIn: false };
  const made = await publishPackage({ publisher, source: makeSource({ name, version }) });
  return made.package.id;
}

/** Gives a package to a new organisation of these people. */
export async function joinTeam(packageId: string, members: { id: string; role: string }[]): Promise<void> {
  await rows(
    `WITH team AS (INSERT INTO organizations (id, slug, name)
      VALUES (gen_random_uuid(), 'team-' || right($1::uuid::text, 12), 'Team') RETURNING id),
    joined AS (INSERT INTO organization_members (organization_id, user_id, role)
      SELECT team.id, m.id, m.role FROM team, jsonb_to_recordset($2::jsonb) AS m (id uuid, role text))
    UPDATE packages SET organization_id = team.id FROM team WHERE packages.id = $1::uuid`,
    [packageId, JSON.stringify(members)],
  );
}
