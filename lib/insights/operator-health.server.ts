import "server-only";
import { query } from "@/lib/db/pool.server";
import type { JobLog } from "@/lib/insights/job-status";
import { JOBS } from "@/lib/jobs/job-schedules";

const HOLDS = "SELECT count(*)::int AS stale FROM playground_credit_holds WHERE state = 'held' AND lease_until < $1";

const WEBHOOKS = `SELECT (SELECT count(*) FROM stripe_events WHERE handled_at IS NULL)::int AS waiting,
  (SELECT extract(epoch FROM $1::timestamptz - min(received_at)) FROM stripe_events WHERE handled_at IS NULL)::float8
    AS "oldestWaitingSeconds",
  (SELECT extract(epoch FROM max(handled_at - received_at)) FROM stripe_events
    WHERE received_at > $1::timestamptz - interval '24 hours' AND source = 'webhook')::float8 AS "longestSeconds"`;

const JOB_RUNS = `SELECT j.job, l.status, l.started_at AS "startedAt", l.error, (SELECT max(s.finished_at) FROM (
    SELECT finished_at FROM job_runs g WHERE g.job = j.job AND g.status = 'succeeded' ORDER BY g.period DESC LIMIT 1) AS s)
    AS "succeededAt"
FROM unnest($1::text[]) AS j (job) LEFT JOIN LATERAL (
  SELECT status, started_at, error FROM job_runs r WHERE r.job = j.job ORDER BY r.period DESC LIMIT 1) AS l ON true`;

const ALERTS = `SELECT id, kind, subject, day::text, message, details, created_at AS "createdAt" FROM alerts
ORDER BY created_at DESC, id DESC LIMIT 50`;

type Webhooks = { waiting: number; oldestWaitingSeconds: number | null; longestSeconds: number | null };
type Alert = {
  id: string;
  kind: string;
  subject: string;
  day: string;
  message: string;
  details: Record<string, unknown>;
  createdAt: Date;
};

/** Whether the machinery keeps up: holds past their lease, webhooks that wait, the last run of each job, what was alerted. */
export async function operatorHealth(now: Date) {
  const [[holds], [webhooks], jobs, alerts] = await Promise.all([
    query<{ stale: number }>(HOLDS, [now]),
    query<Webhooks>(WEBHOOKS, [now]),
    query<JobLog>(JOB_RUNS, [JOBS]),
    query<Alert>(ALERTS),
  ]);
  return { staleHolds: holds?.stale ?? 0, webhooks, jobs, alerts };
}
