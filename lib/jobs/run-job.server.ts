import "server-only";
import { now as readClock } from "@/lib/clock";
import { query } from "@/lib/db/pool.server";
import { newId } from "@/lib/id";
import type { JobName } from "@/lib/jobs/job-schedules";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { logError } from "@/lib/telemetry/log-error";

/** What a job did, as its log keeps it. */
export type JobResult = Record<string, unknown>;

/** A run that says nothing for this long has lost its process. */
const LOST_AFTER = "15 minutes";
const KEPT = "30 days";

const BEGIN = `WITH lost AS (
  UPDATE job_runs SET status = 'failed', error = 'its process was lost', finished_at = $3
  WHERE job = $2 AND status = 'running' AND started_at < $3::timestamptz - interval '${LOST_AFTER}'
), pruned AS (
  DELETE FROM job_runs WHERE job = $2 AND started_at < $3::timestamptz - interval '${KEPT}'
)
INSERT INTO job_runs (id, job, period, started_at) VALUES ($1, $2, $3, $3)
ON CONFLICT (job, period) DO UPDATE SET attempts = job_runs.attempts + 1`;

const FINISH = `UPDATE job_runs SET status = $3, result = $4, error = $5, finished_at = $6
WHERE job = $1 AND period = $2`;

/**
 * Runs a job's work and logs the run. The work itself must be safe to run late, twice and from two processes at once:
 * the log decides nothing, so a run that is called for is a run that is made. Rethrows what the work throws.
 */
export async function runJob(job: JobName, now: Date, work: (now: Date) => Promise<JobResult>): Promise<JobResult> {
  await query(BEGIN, [newId(), job, now]);
  try {
    const result = await work(now);
    await query(FINISH, [job, now, "succeeded", result, null, readClock()]);
    return result;
  } catch (error) {
    // What is kept and sent to operators is what the log may say: no value that a message quotes.
    const { type, message } = logError(error);
    const fault = message ?? type;
    await query(FINISH, [job, now, "failed", null, fault, readClock()]);
    await raiseAlert({ kind: "job_failed", subject: job, message: `The job ${job} failed: ${fault}` }, now);
    throw error;
  }
}
