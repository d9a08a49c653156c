import type { CronJob } from "./cron";

const MINUTE_MS = 60_000;
const JOB_MS = 290_000; // the app ends a job's request at 300 s

/** How one call of a job ended: its status (0 when nobody answered) and what was answered. */
export type JobResult = { name: string; status: number; durationMs: number; body: string };

type Target = { url: string; secret: string };

/** Calls a job's route once, whatever its schedule. */
export async function runJob(job: CronJob, { url, secret }: Target, stopped?: AbortSignal): Promise<JobResult> {
  const began = Date.now();
  const ended = (status: number, body: string): JobResult => ({
    name: job.name,
    status,
    durationMs: Date.now() - began,
    body,
  });
  const patience = AbortSignal.timeout(JOB_MS);
  try {
    const response = await fetch(new URL(job.path, url), {
      headers: { authorization: `Bearer ${secret}` },
      signal: stopped ? AbortSignal.any([stopped, patience]) : patience,
    });
    return ended(response.status, await response.text());
  } catch (error) {
    return ended(0, error instanceof Error ? String(error.cause ?? error.message) : String(error));
  }
}

/**
 * Starts the jobs that are due in the minute of `at`, but for those whose last call still runs. `running` holds the
 * names of these and is kept up to date.
 */
export function runDueJobs(
  jobs: readonly CronJob[],
  at: Date,
  running: Set<string>,
  run: (job: CronJob) => Promise<void>,
): void {
  for (const job of jobs.filter((each) => each.isDue(at) && !running.has(each.name))) {
    running.add(job.name);
    void run(job).finally(() => running.delete(job.name));
  }
}

/** Runs the jobs by their schedules until the signal is aborted; `report` is told each result. */
export function startCron(
  jobs: readonly CronJob[],
  target: Target,
  { signal, report }: { signal: AbortSignal; report: (result: JobResult) => void },
): void {
  const running = new Set<string>();
  let timer: NodeJS.Timeout;
  const run = async (job: CronJob): Promise<void> => {
    const result = await runJob(job, target, signal);
    if (!signal.aborted) report(result);
  };
  const waitForNextMinute = (): void => {
    // A timer may fire a millisecond early, which would be the minute before once more.
    timer = setTimeout(tick, MINUTE_MS - (Date.now() % MINUTE_MS) + 20);
  };
  const tick = (): void => {
    runDueJobs(jobs, new Date(), running, run);
    waitForNextMinute();
  };
  signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  waitForNextMinute();
}
