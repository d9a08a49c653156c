import "server-only";
import { query } from "@/lib/db/pool.server";
import { toMicroUsd } from "@/lib/models/cost";

/** The parts before it are those of runs, which settle without waiting for a share. */
const PART = 17;

/** Adds what judging a share cost to the UTC day's spending, which the alert and the cap on costs look at. */
export async function recordSpend(costNanoUsd: number, now: Date): Promise<void> {
  if (costNanoUsd === 0) return;
  await query(
    `INSERT INTO provider_spend AS s (day, part, cost_micro_usd) VALUES (($1::timestamptz AT TIME ZONE 'UTC')::date, $2, $3)
     ON CONFLICT (day, part) DO UPDATE SET cost_micro_usd = s.cost_micro_usd + excluded.cost_micro_usd`,
    [now, PART, toMicroUsd(costNanoUsd)],
  );
}
