import "server-only";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { visiblePackage } from "@/lib/packages/visible-package";

export type PackageFileContent = { path: string; content: string; bytes: number; tokens: number };

/**
 * Every file of a package's latest or named version with its whole text, by path; null when the viewer may not see
 * the package or there is no such version.
 */
export async function listPackageFiles(
  viewerId: string | null,
  packageId: string,
  version?: string,
): Promise<PackageFileContent[] | null> {
  if (!isId(packageId) || version?.includes("\0")) return null;
  const rows = await query<PackageFileContent>(
    `SELECT f.path, f.content, f.bytes, f.tokens
     FROM packages p JOIN package_versions v ON v.package_id = p.id
       AND CASE WHEN $3::text IS NULL THEN v.id = p.latest_version_id ELSE v.version = $3 END
     JOIN package_files f ON f.package_version_id = v.id
     WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")} ORDER BY f.path COLLATE "C"`,
    [viewerId, packageId, version ?? null],
  );
  return rows.length === 0 ? null : rows;
}
