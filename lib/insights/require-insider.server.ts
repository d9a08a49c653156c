import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { visiblePackage } from "@/lib/packages/visible-package";

// A package's figures are those of all members of its organisation, and of its owner where it has none.
const ASKED = `SELECT ${visiblePackage("p", "$1::uuid")} AS visible, (p.owner_id = $1 AND p.organization_id IS NULL) OR EXISTS (
  SELECT 1 FROM organization_members m WHERE m.organization_id = p.organization_id AND m.user_id = $1) AS inside
FROM packages p WHERE p.id = $2`;

/** Refuses who may not see a package's figures: `not_found` when they may not see the package, else `forbidden`. */
export async function requireInsider(viewer: { id: string; isAdmin: boolean }, packageId: string): Promise<void> {
  const [row] = await query<{ visible: boolean; inside: boolean }>(ASKED, [viewer.id, packageId]);
  if (row === undefined || !(row.visible || viewer.isAdmin)) throw new AppError("not_found");
  if (row.inside || viewer.isAdmin) return;
  throw new AppError("forbidden", { message: "These figures are for those whose package it is." });
}
