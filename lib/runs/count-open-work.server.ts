import "server-only";
import { query } from "@/lib/db/pool.server";

/** Holds that are open, those among them whose lease ran out, and runs being answered, of all processes. */
export async function countOpenWork(
  now: Date,
): Promise<{ holdsOpen: number; holdsStale: number; runsRunning: number }> {
  const [row] = await query<{ holdsOpen: number; holdsStale: number; runsRunning: number }>(
    `SELECT count(*) AS "holdsOpen",
      count(*) FILTER (WHERE lease_until < $1) AS "holdsStale",
      (SELECT count(*) FROM playground_runs WHERE status = 'running') AS "runsRunning"
    FROM playground_credit_holds WHERE state = 'held'`,
    [now],
  );
  if (row === undefined) throw new Error("a count gave no row");
  return row;
}
