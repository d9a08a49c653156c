import "server-only";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import { PROMPT_BYTES_MAX } from "@/lib/packages/prompt-limits";
import { visiblePackage } from "@/lib/packages/visible-package";

export type PackageFileRef = { packageId: string; version: string; path: string };

/**
 * The whole text of one file of a version; null when the viewer may not see the package, when there is no such file,
 * and of a file of more than `PROMPT_BYTES_MAX`, which no page could show.
 */
export async function getPackageFile(viewerId: string | null, ref: PackageFileRef): Promise<string | null> {
  const { packageId, version, path } = ref;
  if (!isId(packageId) || [version, path].some((text) => text.includes("\0"))) return null;
  const [row] = await query<{ content: string }>(
    `SELECT f.content FROM packages p JOIN package_versions v ON v.package_id = p.id AND v.version = $3
     JOIN package_files f ON f.package_version_id = v.id AND f.path = $4 AND f.bytes <= ${PROMPT_BYTES_MAX}
     WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`,
    [viewerId, packageId, version, path],
  );
  return row?.content ?? null;
}
