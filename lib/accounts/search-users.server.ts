import "server-only";
import { z } from "zod";
import type { Search } from "@/lib/accounts/search";
import { decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";

/** A user as an admin sees them. */
export type UserRecord = {
  id: string;
  email: string;
  handle: string;
  name: string | null;
  role: "user" | "admin";
  suspended: boolean;
  /** Its person deleted it: what stands for e-mail and handle is nobody's. */
  deleted: boolean;
  createdAt: string;
};

/** Users whose e-mail, handle or name contains the words, or who have that id, newest first, a page at a time. */
export async function searchUsers({ q, limit, cursor }: Search): Promise<Page<UserRecord>> {
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]));
  const rows = await query<Omit<UserRecord, "createdAt"> & { createdAt: Date }>(
    `SELECT id, email, handle, name, role, banned_at IS NOT NULL AS suspended,
       deleted_at IS NOT NULL AS deleted, created_at AS "createdAt"
     FROM users
     WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR position($2 IN email) > 0
       OR position($2 IN handle) > 0 OR position($2 IN lower(name)) > 0 OR id::text = $2)
     ORDER BY id DESC LIMIT $3`,
    [before, q || null, limit + 1],
  );
  const items = rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  return toPage(items, limit, (item) => [item.id]);
}
