import { scheduledJobs } from "@/lib/jobs/job-schedules";

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

/** How a job stands at an instant, and when it is due next, by the installation's own `vercel.json`. */
export function jobStatus(log: JobLog, now: Date): JobStatus {
  const scheduled = scheduledJobs().find(({ job }) => job === log.job);
  if (scheduled === undefined) throw new Error(`nothing schedules ${log.job}`);
  const silentMs = now.getTime() - (log.succeededAt?.getTime() ?? now.getTime());
  const isLate = silentMs > scheduled.allowedSilenceMs;
  const state = log.status === "failed" ? "failed" : log.status === null ? "never" : isLate ? "late" : "good";
  return { ...log, state, nextDue: scheduled.nextDue(now) };
}
