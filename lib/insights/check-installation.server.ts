import "server-only";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { dayOf } from "@/lib/insights/day";
import { operatorBuyers } from "@/lib/insights/operator-buyers.server";
import { plusRunningLow } from "@/lib/insights/plus-running-low";
import { purchasesDeclined } from "@/lib/insights/purchases-declined";
import type { Alert } from "@/lib/jobs/alert";
import { allThrough } from "@/lib/jobs/all-through";
import { scheduledJobs } from "@/lib/jobs/job-schedules";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import type { ModelName } from "@/lib/models/models";
import { costAlerts } from "@/lib/runs/cost-alerts";
import type { FailureReason } from "@/lib/runs/failure-reason";
import { outageAlert } from "@/lib/runs/outage-alert";
import { alertStaleHolds } from "@/lib/runs/sweep-runs.server";

const WEBHOOKS_MAY_WAIT = "2 hours";

async function cost(now: Date): Promise<Alert[]> {
  const [row] = await query<{ spent: number }>("SELECT spent_on(utc_day($1)) AS spent", [now]);
  return costAlerts(row?.spent ?? 0, env());
}

// The end of a run tells of it as the circuit opens; when nobody heard that, or it goes on for days, it is told here.
const OUT = `SELECT model, reason FROM provider_circuits
WHERE opened_at IS NOT NULL AND model <> 'all' AND last_failure_at > $1::timestamptz - interval '24 hours' ORDER BY model`;

async function outages(now: Date): Promise<Alert[]> {
  const out = await query<{ model: ModelName; reason: FailureReason }>(OUT, [now]);
  return out.map(({ model, reason }) => outageAlert(model, reason));
}

async function members(now: Date): Promise<Alert[]> {
  const today = dayOf(now);
  const { plus } = await operatorBuyers({ from: today, to: today }, now);
  return plusRunningLow(plus);
}

// Who was declined and paid after all, perhaps with another card, has what they wanted.
const TRIED_TO_PAY = `SELECT count(*)::int AS tried, count(*) FILTER (WHERE NOT has_paid)::int AS declined
FROM (
  SELECT bool_or(status = 'paid') AS has_paid FROM playground_credit_purchases
  WHERE created_at > $1::timestamptz - interval '24 hours' AND (status IN ('paid', 'failed') OR failure IS NOT NULL)
  GROUP BY user_id
) AS people`;

async function purchases(now: Date): Promise<Alert[]> {
  const [row] = await query<{ tried: number; declined: number }>(TRIED_TO_PAY, [now]);
  return purchasesDeclined(row ?? { tried: 0, declined: 0 });
}

// A job that failed today was alerted then. One that never ran is waited for since the first job of all ran.
const SILENT = `SELECT j.job, coalesce(l.started_at, began.at) AS since, l.started_at IS NULL AS never
FROM unnest($2::text[], $3::float8[]) AS j (job, allowed_ms)
CROSS JOIN (SELECT min(started_at) AS at FROM job_runs) AS began
LEFT JOIN LATERAL (SELECT started_at FROM job_runs r WHERE r.job = j.job AND r.status = 'succeeded'
  ORDER BY r.period DESC LIMIT 1) AS l ON true
WHERE coalesce(l.started_at, began.at) < $1::timestamptz - make_interval(secs => j.allowed_ms / 1000)
  AND NOT EXISTS (SELECT 1 FROM alerts a WHERE a.kind = 'job_failed' AND a.subject = j.job AND a.day = utc_day($1))`;

/** Jobs that should have come by now; this one is running, so it is not among them. */
async function jobs(now: Date): Promise<Alert[]> {
  const expected = scheduledJobs().filter(({ job }) => job !== "alerts");
  const silent = await query<{ job: string; since: Date; never: boolean }>(SILENT, [
    now,
    expected.map(({ job }) => job),
    expected.map(({ allowedSilenceMs }) => allowedSilenceMs),
  ]);
  return silent.map(({ job, since, never }) => {
    const minute = since.toISOString().slice(0, 16).replace("T", " ");
    const message = never
      ? `The job ${job} has not succeeded once since jobs began to run, ${minute} UTC.`
      : `The job ${job} has not succeeded since ${minute} UTC.`;
    return { kind: "job_missed", subject: job, message, details: { since } };
  });
}

async function webhooks(now: Date): Promise<Alert[]> {
  const [row] = await query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM stripe_events
    WHERE handled_at IS NULL AND received_at < $1::timestamptz - interval '${WEBHOOKS_MAY_WAIT}'`,
    [now],
  );
  const waiting = row?.waiting ?? 0;
  if (waiting === 0) return [];
  const message = `Of what Stripe told us, ${waiting} ${waiting === 1 ? "event has" : "events have"} waited for more than two hours.`;
  return [{ kind: "webhooks_waiting", message, details: { waiting } }];
}

/**
 * Looks for trouble that nothing else notices by itself, and alerts it: what the day costs when no run ends, models that
 * stay paused, jobs that do not come, webhooks that wait, holds that nobody releases, members who run out of credits,
 * people who cannot pay. Answers how many alerts were news. What cannot be looked for fails it after all else was. May run
 * late, twice and together.
 */
export async function checkInstallation(now: Date): Promise<{ raised: number }> {
  const raise = async (found: Promise<Alert[]>): Promise<number> => {
    let raised = 0;
    for (const alert of await found) if (await raiseAlert(alert, now)) raised += 1;
    return raised;
  };
  const [, ...raised] = await allThrough([
    alertStaleHolds(now),
    ...[cost(now), outages(now), members(now), purchases(now), jobs(now), webhooks(now)].map(raise),
  ]);
  return { raised: raised.reduce((sum, one) => sum + one, 0) };
}
