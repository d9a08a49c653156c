import "server-only";
import { query } from "@/lib/db/pool.server";
import type { OpenWork } from "@/lib/telemetry/metrics-page.server";

/** What the database holds at an instant for all processes together; in one round trip, from indexes of open rows. */
export async function countOpenWork(now: Date): Promise<OpenWork> {
  const [row] = await query<OpenWork>(
    `SELECT count(*) AS "holdsOpen",
      count(*) FILTER (WHERE lease_until < $1) AS "holdsStale",
      (SELECT count(*) FROM playground_runs WHERE status = 'running') AS "runsRunning",
      (SELECT count(*) FROM provider_circuits WHERE opened_at IS NOT NULL) AS "circuitsOpen",
      (SELECT coalesce(sum(cost_micro_usd), 0)::float8 / 1e6 FROM provider_spend
        WHERE day = ($1::timestamptz AT TIME ZONE 'UTC')::date) AS "spentTodayUsd"
    FROM playground_credit_holds WHERE state = 'held'`,
    [now],
  );
  if (row === undefined) throw new Error("a count gave no row");
  return row;
}
