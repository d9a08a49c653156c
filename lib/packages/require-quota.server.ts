import "server-only";
import type { PoolClient } from "pg";
import { AppError } from "@/lib/errors";
import type { Publisher } from "@/lib/packages/claim-scope.server";

/** What one account may have published in all. */
export const QUOTA = { bytes: 500_000_000, versions: 2_000 } as const;

const STATEMENT = `SELECT count(*) AS versions, coalesce(sum(total_bytes), 0) AS bytes FROM package_versions
WHERE published_by = $1`;

/**
 * Refuses with `conflict` a version that would take the publisher over the quota; the built-in account has none. Exact
 * only while the caller holds the publisher's lock.
 */
export async function requireQuota(client: PoolClient, publisher: Publisher, bytes: number): Promise<void> {
  if (publisher.isBuiltIn) return;
  const { rows } = await client.query<{ versions: number; bytes: number }>(STATEMENT, [publisher.id]);
  const used = rows[0] ?? { versions: 0, bytes: 0 };
  const refuse = (what: string) => new AppError("conflict", { message: `An account can publish ${what}.` });
  if (used.versions >= QUOTA.versions) {
    throw refuse(`${QUOTA.versions.toLocaleString("en")} versions, and you have published them all`);
  }
  if (used.bytes + bytes > QUOTA.bytes) {
    const left = Math.max(0, Math.floor((QUOTA.bytes - used.bytes) / 1e6));
    throw refuse(`${QUOTA.bytes / 1e6} MB in all; you have ${left} MB left and this version needs more`);
  }
}
