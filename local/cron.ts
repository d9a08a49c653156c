import { z } from "zod";

/** A job as vercel.json names it: the path to call and when. */
export type CronJob = { name: string; path: string; isDue(at: Date): boolean };

const VercelJson = z.object({ crons: z.array(z.object({ path: z.string(), schedule: z.string() })).default([]) });

/** The jobs of a parsed vercel.json; a job's name is the last part of its path. */
export function readCronJobs(vercelJson: unknown): CronJob[] {
  return VercelJson.parse(vercelJson).crons.map(({ path, schedule }) => ({
    name: path.split("/").at(-1) ?? path,
    path,
    isDue: parseSchedule(schedule),
  }));
}

/**
 * Reads the three forms of cron schedule in use: every minute (`* * * * *`), each hour at a minute (`15 * * * *`), each
 * day at a time (`5 0 * * *`), in UTC as on Vercel. Others are refused rather than misread. The result tells whether
 * a job is due in the minute that holds the instant.
 */
export function parseSchedule(schedule: string): (at: Date) => boolean {
  const [, minute, hour] = /^(\*|[0-5]?\d) (\*|[01]?\d|2[0-3]) \* \* \*$/.exec(schedule) ?? [];
  if (minute === undefined || hour === undefined || (minute === "*" && hour !== "*")) {
    throw new Error(`The schedule "${schedule}" is none of: * * * * *, M * * * *, M H * * *`);
  }
  const fits = (field: string, value: number): boolean => field === "*" || Number(field) === value;
  return (at) => fits(minute, at.getUTCMinutes()) && fits(hour, at.getUTCHours());
}
