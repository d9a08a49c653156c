import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import type { ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log.server";
import type { RunUsage } from "@/lib/runs/run";
import type { Settlement } from "@/lib/runs/settlement";

/** Waits between tries when the database is away; together shorter than a hold's lease. */
const RETRY_MS = [100, 500, 2_000, 5_000, 10_000, 15_000];

export type SettleRun = {
  runId: string;
  now: Date;
  settlement: Settlement;
  usage: RunUsage;
  rawUsage: Record<string, unknown> | null;
  usageEstimated: boolean;
  providerRequestId: string | null;
  firstTokenMs: number | null;
  durationMs: number;
};

/**
 * Writes a run's end, captures what it used and releases the rest, in one statement; tries again while the database
 * is away. `charged` is what was really taken: 0 when goodwill made it free or a sweeper had ended the run before,
 * in which case `errorCode` says as what.
 */
export async function settleRun(ended: SettleRun): Promise<{
  charged: number;
  available: number;
  errorCode: ErrorCode | null;
}> {
  const { settlement, usage, rawUsage, now, ...facts } = ended;
  const { goodwill, ...outcome } = settlement;
  const parameter = {
    ...facts,
    ...outcome,
    ...usage,
    now,
    usage: rawUsage,
    goodwillMicroUsd: goodwill ? Math.round(env().GOODWILL_USD_PER_DAY * 1_000_000) : null,
    reason: settlement.errorCode ?? settlement.stopReason,
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const [row] = await query<{ result: { settled: boolean; charged: number; available: number } }>(
        "SELECT settle_run($1) AS result",
        [parameter],
      );
      if (row === undefined) throw new Error("the settling statement gave no row");
      const { settled, charged, available } = row.result;
      return { charged, available, errorCode: settled ? null : "internal" };
    } catch (error) {
      const wait = RETRY_MS[attempt];
      if (wait === undefined) throw error;
      log.warn({ err: error, runId: ended.runId, attempt }, "run not settled yet");
      await sleep(wait);
    }
  }
}
