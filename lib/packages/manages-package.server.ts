import "server-only";
import type { PoolClient } from "pg";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { visiblePackage } from "@/lib/packages/visible-package";

type Seen = { manages: boolean };

const SEEN = `SELECT package_managed(p, $1) AS manages FROM packages p WHERE p.id = $2 AND ${visiblePackage("p", "$1::uuid")}`;

/** Does somebody look after a package: as its owner, or as an owner or admin of its organisation? */
export async function managesPackage(userId: string, packageId: string): Promise<boolean> {
  const [row] = await query<Seen>(SEEN, [userId, packageId]);
  return row?.manages === true;
}

function requireManages(row: Seen | undefined): void {
  if (row === undefined) throw new AppError("not_found");
  if (!row.manages) throw new AppError("forbidden", { message: "This is for those who look after the package." });
}

/** Refuses who does not look after a package: `not_found` when they may not see it, else `forbidden`. */
export async function requireManager(userId: string, packageId: string): Promise<void> {
  const [row] = await query<Seen>(SEEN, [userId, packageId]);
  requireManages(row);
}

/** The same, and nobody else publishes the package or manages it until the caller's transaction ends. */
export async function lockAsManager(client: PoolClient, userId: string, packageId: string): Promise<void> {
  const { rows } = await client.query<Seen>(`${SEEN} FOR NO KEY UPDATE`, [userId, packageId]);
  requireManages(rows[0]);
}
