import vercel from "@/vercel.json";

/** Every scheduled job; the last part of its address. */
export const JOBS = ["monthly-reset", "rollover-expiry", "sweep", "reconcile", "alerts"] as const;
export type JobName = (typeof JOBS)[number];

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function isJob(name: string): name is JobName {
  return (JOBS as readonly string[]).includes(name);
}

/** How often a job is due, how long after the start of that time, and how late a slow scheduler may be. */
type Beat = { everyMs: number; offsetMs: number; graceMs: number };

/** The three forms of schedule in use: every minute, each hour at a minute, each day at a time, in UTC. */
function readSchedule(schedule: string): Beat {
  const [minute = "*", hour = "*"] = schedule.split(" ");
  if (minute === "*") return { everyMs: MINUTE_MS, offsetMs: 0, graceMs: 15 * MINUTE_MS };
  const offsetMs = Number(minute) * MINUTE_MS;
  if (hour === "*") return { everyMs: HOUR_MS, offsetMs, graceMs: 15 * MINUTE_MS };
  return { everyMs: DAY_MS, offsetMs: offsetMs + Number(hour) * HOUR_MS, graceMs: 2 * HOUR_MS };
}

export type ScheduledJob = {
  job: JobName;
  /** How long it may go without a success. */
  allowedSilenceMs: number;
  /** When it is due next. */
  nextDue(now: Date): Date;
};

function toScheduled(job: JobName, schedule: string): ScheduledJob {
  const { everyMs, offsetMs, graceMs } = readSchedule(schedule);
  return {
    job,
    allowedSilenceMs: everyMs + graceMs,
    nextDue: (now) => new Date((Math.floor((now.getTime() - offsetMs) / everyMs) + 1) * everyMs + offsetMs),
  };
}

/** The jobs that the installation's own `vercel.json` schedules. */
export function scheduledJobs(): ScheduledJob[] {
  return vercel.crons.flatMap(({ path, schedule }) => {
    const job = path.split("/").at(-1) ?? "";
    return isJob(job) ? [toScheduled(job, schedule)] : [];
  });
}
