import vercel from "@/vercel.json";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What is known of a job's runs. */
export type JobLog = {
  job: string;
  status: string | null;
  startedAt: Date | null;
  succeededAt: Date | null;
  error: string | null;
};

/**
 * `late`: a run that was due has not succeeded in the time that a slow scheduler may take; `never`: nothing has called it
 * so far.
 */
export type JobStatus = JobLog & { state: "good" | "failed" | "late" | "never"; nextDue: Date };

type Beat = { everyMs: number; offsetMs: number; graceMs: number };

/** The three forms of schedule in use: every minute, each hour at a minute, each day at a time, in UTC. */
function readSchedule(schedule: string): Beat {
  const [minute = "*", hour = "*"] = schedule.split(" ");
  if (minute === "*") return { everyMs: MINUTE_MS, offsetMs: 0, graceMs: 15 * MINUTE_MS };
  const offsetMs = Number(minute) * MINUTE_MS;
  if (hour === "*") return { everyMs: HOUR_MS, offsetMs, graceMs: 15 * MINUTE_MS };
  return { everyMs: DAY_MS, offsetMs: offsetMs + Number(hour) * HOUR_MS, graceMs: 2 * HOUR_MS };
}

function beatOf(job: string): Beat {
  const cron = vercel.crons.find(({ path }) => path.endsWith(`/${job}`));
  return readSchedule(cron?.schedule ?? "0 0 * * *");
}

/** How a job stands at an instant, and when it is due next, by the installation's own `vercel.json`. */
export function jobStatus(log: JobLog, now: Date): JobStatus {
  const { everyMs, offsetMs, graceMs } = beatOf(log.job);
  const lastDue = Math.floor((now.getTime() - offsetMs) / everyMs) * everyMs + offsetMs;
  const nextDue = new Date(lastDue + everyMs);
  const silentMs = now.getTime() - (log.succeededAt?.getTime() ?? now.getTime());
  const state =
    log.status === "failed" ? "failed" : log.status === null ? "never" : silentMs > everyMs + graceMs ? "late" : "good";
  return { ...log, state, nextDue };
}
