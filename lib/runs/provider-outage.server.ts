import "server-only";
import { query } from "@/lib/db/pool.server";
import type { ModelName } from "@/lib/models/models";
import type { FailureReason } from "@/lib/runs/failure-reason";

/** Runs of a model (null: of all) that are paused because the provider does not answer them. */
export type Outage = { model: ModelName | null; reason: FailureReason; retryAt: string };

/** The pause that an open circuit means at an instant; null when its time has passed and a run may try. */
export function pauseOf(
  outage: Pick<Outage, "reason" | "retryAt"> | null,
  now: Date,
): { reason: FailureReason; retryAfterSeconds: number } | null {
  if (outage === null) return null;
  const seconds = Math.ceil((new Date(outage.retryAt).getTime() - now.getTime()) / 1_000);
  return seconds > 0 ? { reason: outage.reason, retryAfterSeconds: seconds } : null;
}

/** What is paused at an instant, for pages that say so before anything is typed. */
export async function findOutages(now: Date): Promise<Outage[]> {
  return query<Outage>(
    `SELECT nullif(model, 'all') AS model, reason, to_json(retry_at)#>>'{}' AS "retryAt" FROM provider_circuits
    WHERE opened_at IS NOT NULL AND retry_at > $1 ORDER BY model`,
    [now],
  );
}
