import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import type { Install } from "@/lib/insights/install";
import { visiblePackage } from "@/lib/packages/visible-package";

type Reader = {
  userId: string | null;
  viewer: string;
  /** Keyed hash of address and browser. */
  address: string;
  /** Keyed hash of the address alone; null for who is signed in. */
  network: string | null;
  /** Signed in, or brought our cookie back. */
  isKnown: boolean;
};

const TAKEN = `SELECT v.id, coalesce(package_managed(p, $1), false) AS manages
FROM packages p JOIN package_versions v ON v.package_id = p.id
  AND CASE WHEN $3::text IS NULL THEN v.id = p.latest_version_id ELSE v.version = $3 END
WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`;

/**
 * Counts that a reader takes a package along, once a version and day; answers whether it was counted. Those who look
 * after it are not counted. `not_found` where they may not see it, or it has no such version.
 */
export async function countInstall(packageId: string, reader: Reader, install: Install, now: Date): Promise<boolean> {
  const asked = [reader.userId, packageId, install.version ?? null];
  const [taken] = await query<{ id: string; manages: boolean }>(TAKEN, asked);
  if (taken === undefined) throw new AppError("not_found");
  if (taken.manages) return false;
  const { viewer, address, network, isKnown } = reader;
  const [row] = await query<{ counted: boolean }>(
    "SELECT count_install($1, $2, $3, $4, $5, $6, $7, $8, $9) AS counted",
    [...[now, packageId, taken.id], ...[viewer, address, network, isKnown], ...[install.way, install.tool ?? ""]],
  );
  return row?.counted === true;
}
