import "server-only";
import { z } from "zod";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { findShared } from "@/lib/sessions/get-shared.server";

/** Body of `POST shared/{token}/feature`. */
export const FeatureBody = z.object({ featured: z.boolean() });

const MANAGED = `SELECT package_managed(p, $2) AS manages FROM playground_shares h JOIN packages p ON p.id = h.package_id
WHERE h.id = $1`;

const FEATURE = `UPDATE playground_shares h SET featured_at = CASE WHEN $3 THEN coalesce(h.featured_at, $4) END
FROM packages p WHERE h.id = $1 AND p.id = h.package_id AND package_managed(p, $2) AND h.revoked_at IS NULL
  AND h.taken_down_at IS NULL AND (h.listed OR NOT $3) RETURNING h.id`;

type FeatureShare = { token: string; userId: string; featured: boolean; now: Date };

/**
 * Puts a link first on its package's page, or no longer. `not_found` where the link is not live, `forbidden` for who
 * does not look after the package, `conflict` for a link that its author did not want listed.
 */
export async function featureShare({ token, userId, featured, now }: FeatureShare): Promise<{ featured: boolean }> {
  const share = await findShared(token, { userId, viewer: null }, now);
  if (share === null) throw new AppError("not_found");
  const [managed] = await query<{ manages: boolean }>(MANAGED, [share.id, userId]);
  if (managed?.manages !== true) {
    throw new AppError("forbidden", { message: "Only those who look after the package choose what stands first." });
  }
  const changed = await query(FEATURE, [share.id, userId, featured, now]);
  if (changed.length === 0)
    throw new AppError("conflict", { message: "This link is not listed on the package's page." });
  return { featured };
}
