import vercel from "@/vercel.json";

/** Every scheduled job; the last part of its address. */
export const JOBS = ["monthly-reset", "rollover-expiry", "sweep", "reconcile", "alerts"] as const;
export type JobName = (typeof JOBS)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function isJob(name: string): name is JobName {
  return (JOBS as readonly string[]).includes(name);
}

/** How long a job may be silent: the time between two of its runs, and some more for a scheduler that is late. */
function allowedSilence(schedule: string): number {
  const [minute, hour] = schedule.split(" ");
  if (minute === "*") return 16 * MINUTE;
  return hour === "*" ? HOUR + 15 * MINUTE : DAY + 2 * HOUR;
}

/** The jobs that the installation's own `vercel.json` schedules, and how long each may go without a success. */
export function scheduledJobs(): { job: JobName; allowedSilenceMs: number }[] {
  return vercel.crons.flatMap(({ path, schedule }) => {
    const job = path.split("/").at(-1) ?? "";
    return isJob(job) ? [{ job, allowedSilenceMs: allowedSilence(schedule) }] : [];
  });
}
