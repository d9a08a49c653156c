import "server-only";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { visiblePackage } from "@/lib/packages/visible-package";

/** Bytes are null where a version does not have the file. */
export type FileChange = { path: string; bytesBefore: number | null; bytesAfter: number | null };

/**
 * The files in which two versions of a package differ, by path; nothing when the viewer may not see it. Which they are
 * is found in the database: no text leaves it.
 */
export async function listFileChanges(
  viewerId: string | null,
  { packageId, from, to }: { packageId: string; from: string; to: string },
): Promise<FileChange[]> {
  if (!isId(packageId) || [from, to].some((version) => version.includes("\0"))) return [];
  const filesOf = (version: string) =>
    `SELECT f.path, f.bytes, f.content FROM packages p
     JOIN package_versions v ON v.package_id = p.id AND v.version = ${version}
     JOIN package_files f ON f.package_version_id = v.id
     WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`;
  return query<FileChange>(
    `SELECT path, a.bytes AS "bytesBefore", b.bytes AS "bytesAfter"
     FROM (${filesOf("$3")}) a FULL JOIN (${filesOf("$4")}) b USING (path)
     WHERE a.content IS DISTINCT FROM b.content ORDER BY path COLLATE "C"`,
    [viewerId, packageId, from, to],
  );
}
