import "server-only";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { visiblePackage } from "@/lib/packages/visible-package";
import type { ZippedFile } from "@/lib/packages/zip-files";

export type PackageArchive = { scope: string; name: string; version: string; files: ZippedFile[] };

/**
 * Every file of a version, the latest unless one is named; null when the viewer may not see the package. Their paths
 * were cleaned when they were published: none is absolute, leads outside or is twice there.
 */
export async function getPackageArchive(
  viewerId: string | null,
  { packageId, version }: { packageId: string; version?: string | undefined },
): Promise<PackageArchive | null> {
  if (!isId(packageId)) return null;
  const [row] = await query<PackageArchive>(
    `SELECT p.scope, p.name, v.version,
       (SELECT coalesce(json_agg(json_build_object('path', f.path, 'content', f.content) ORDER BY f.path COLLATE "C"), '[]')
         FROM package_files f WHERE f.package_version_id = v.id) AS files
     FROM packages p JOIN package_versions v ON v.package_id = p.id
       AND CASE WHEN $3::text IS NULL THEN v.id = p.latest_version_id ELSE v.version = $3 END
     WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`,
    [viewerId, packageId, version ?? null],
  );
  return row ?? null;
}
