import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { log } from "@/lib/log.server";
import { opensAtOnce } from "@/lib/runs/failure-reason";
import type { RunStatus, RunUsage } from "@/lib/runs/run";
import type { RunFailure } from "@/lib/runs/run-error";
import type { Settlement } from "@/lib/runs/settlement";

/** Waits between tries when the database is away: soon after it is back, for two minutes. */
const FIRST_WAITS_MS = [100, 500, 1_000];
const LATER_WAIT_MS = 2_000;
const TRIES = 60;
/** Failures in a row, before the first token, after which no more runs of a model are sold for a while. */
const CIRCUIT_THRESHOLD = 8;

export type SettleRun = {
  runId: string;
  now: Date;
  settlement: Settlement;
  usage: RunUsage;
  rawUsage: Record<string, unknown> | null;
  usageEstimated: boolean;
  providerRequestId: string | null;
  /** Is this end a sign that the provider answers? */
  answered: boolean;
  /** Had text or thinking come before it? */
  begun: boolean;
  firstTokenMs: number | null;
  durationMs: number;
};

export type SettledRun = {
  charged: number;
  available: number;
  /** How the run failed in the end: our own account of it, or that of who ended it before us. */
  failure: RunFailure | null;
  /** Did this failure make the breaker open? */
  circuitOpened: boolean;
  /** What today has cost at the provider so far; null when this run added nothing. */
  spentTodayMicroUsd: number | null;
};

type Row = Omit<SettledRun, "failure" | "spentTodayMicroUsd"> & {
  settled: boolean;
  status: RunStatus;
  spentTodayMicroUsd?: number | null;
};

/** A failure to answer at all, which counts for the breaker; one in mid-answer does not, nor does our own going. */
function faultOf({ status, errorReason }: Settlement, { answered, begun }: SettleRun) {
  if (status !== "failed" || answered || begun || errorReason === null || errorReason === "restarted") return null;
  return { atOnce: opensAtOnce(errorReason), threshold: CIRCUIT_THRESHOLD };
}

function failureOf({ errorCode, errorReason, retryAfterSeconds }: Settlement): RunFailure | null {
  return errorCode === null ? null : { code: errorCode, reason: errorReason, retryAfterSeconds };
}

const LOST: RunFailure = { code: "internal", reason: "process_lost", retryAfterSeconds: null };

/**
 * Writes a run's end, captures what it used and releases the rest, in one statement; tries again while the database
 * is away. `charged` is what was really taken: 0 when goodwill made it free or a sweeper had ended the run before. An
 * end that is there already and says the same is our own, whose confirmation was lost.
 */
export async function settleRun(ended: SettleRun): Promise<SettledRun> {
  const { settlement, usage, rawUsage, now, ...facts } = ended;
  const { goodwill, ...outcome } = settlement;
  const parameter = {
    ...facts,
    ...outcome,
    ...usage,
    now,
    usage: rawUsage,
    goodwillMicroUsd: goodwill ? Math.round(env().GOODWILL_USD_PER_DAY * 1_000_000) : null,
    reason: settlement.errorReason ?? settlement.errorCode ?? settlement.stopReason,
    fault: faultOf(settlement, ended),
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const [row] = await query<{ result: Row }>("SELECT settle_run($1) AS result", [parameter]);
      if (row === undefined) throw new Error("the settling statement gave no row");
      const { settled, status, spentTodayMicroUsd = null, ...result } = row.result;
      return {
        ...result,
        spentTodayMicroUsd,
        failure: settled || status === settlement.status ? failureOf(settlement) : LOST,
      };
    } catch (error) {
      if (attempt >= TRIES) throw error;
      log.warn({ err: error, runId: ended.runId, attempt }, "run not settled yet");
      await sleep(FIRST_WAITS_MS[attempt] ?? LATER_WAIT_MS);
    }
  }
}
