import "server-only";
import { query } from "@/lib/db/pool.server";

/** The organisations whose only owner a user is, while others belong to them too. */
export function soleOwnerships(userId: string): Promise<{ slug: string; name: string }[]> {
  return query("SELECT slug, name FROM sole_ownerships($1)", [userId]);
}
