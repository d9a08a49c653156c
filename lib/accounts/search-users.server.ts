import "server-only";
import { z } from "zod";
import type { Search } from "@/lib/accounts/search";
import { toUserRecord, USER_COLUMNS, type UserRecord, type UserRow } from "@/lib/accounts/user-record.server";
import { decodeCursor, type Page, toPage } from "@/lib/cursor";
import { query } from "@/lib/db/pool.server";

/** Users whose e-mail, handle or name contains the words, or who have that id, newest first, a page at a time. */
export async function searchUsers({ q, limit, cursor }: Search): Promise<Page<UserRecord>> {
  const [before] = cursor === undefined ? [null] : decodeCursor(cursor, z.tuple([z.uuid()]));
  const rows = await query<UserRow>(
    `SELECT ${USER_COLUMNS}
     FROM users u
     WHERE ($1::uuid IS NULL OR id < $1) AND ($2::text IS NULL OR position($2 IN email) > 0
       OR position($2 IN handle) > 0 OR position($2 IN lower(name)) > 0 OR id::text = $2)
     ORDER BY id DESC LIMIT $3`,
    [before, q || null, limit + 1],
  );
  return toPage(rows.map(toUserRecord), limit, (item) => [item.id]);
}
