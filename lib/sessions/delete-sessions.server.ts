import "server-only";
import { query } from "@/lib/db/pool.server";

/** In one order for all, so that two such requests never wait for each other. */
const DELETE = `SELECT id FROM (SELECT id FROM unnest($3::uuid[]) AS id ORDER BY id OFFSET 0) AS ids
WHERE delete_session($1, $2, id)`;

/**
 * Deletes one's own sessions, each as `deleteSession` does; answers those that went now. One that is not there any more
 * or is someone else's is not among them, so that a request can be sent again and tells nothing about others.
 */
export async function deleteSessions(
  userId: string,
  ids: readonly string[],
  now: Date,
): Promise<{ deleted: string[] }> {
  const rows = await query<{ id: string }>(DELETE, [now, userId, [...new Set(ids)]]);
  return { deleted: rows.map(({ id }) => id) };
}
