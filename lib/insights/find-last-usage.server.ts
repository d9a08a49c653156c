import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Day } from "@/lib/insights/day";

/** The newest day on which somebody made a run that has ended; null when there is none. */
export async function findLastUsage(userId: string): Promise<Day | null> {
  const [row] = await query<{ day: Day | null }>(
    "SELECT max(day)::text AS day FROM playground_usage WHERE user_id = $1",
    [userId],
  );
  return row?.day ?? null;
}
