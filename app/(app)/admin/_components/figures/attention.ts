import { formatCount } from "@/components/format";
import type { JobStatus } from "@/lib/insights/job-status";
import { adminHref } from "../admin-query";

/** Something that somebody must do, and where. */
export type Attention = { words: string; href: string };

export type Facts = {
  now: Date;
  jobs: readonly Pick<JobStatus, "job" | "state">[];
  staleHolds: number;
  webhooks: { waiting: number; oldestWaitingSeconds: number | null } | undefined;
  alerts: readonly { kind: string; message: string; createdAt: Date }[];
  hasOpenReports: boolean;
};

const DAY_MS = 86_400_000;
/** Stripe sends again after minutes; what waits longer is stuck. */
const STUCK_SECONDS = 600;
const MOST_ALERTS = 3;

const HEALTH = adminHref({ tab: "health" });

function ofJobs({ jobs, staleHolds }: Facts): Attention[] {
  const href = `${HEALTH}#jobs`;
  if (jobs.length > 0 && jobs.every(({ state }) => state === "never")) {
    return [{ words: "Nothing has called the scheduled jobs so far.", href }];
  }
  const found = jobs.flatMap(({ job, state }) => {
    if (state === "failed") return [{ words: `The job ${job} failed when it last ran.`, href }];
    return state === "late" ? [{ words: `The job ${job} is late.`, href }] : [];
  });
  const isSwept = jobs.some(({ job, state }) => job === "sweep" && state === "good");
  if (staleHolds === 0 || isSwept) return found;
  const holds = staleHolds === 1 ? "1 hold is" : `${formatCount(staleHolds)} holds are`;
  return [...found, { words: `${holds} past the lease, and no sweep releases them.`, href: `${HEALTH}#holds` }];
}

function ofWebhooks({ webhooks }: Facts): Attention[] {
  if (webhooks === undefined || (webhooks.oldestWaitingSeconds ?? 0) < STUCK_SECONDS) return [];
  const { waiting, oldestWaitingSeconds } = webhooks;
  const minutes = formatCount(Math.floor((oldestWaitingSeconds ?? 0) / 60));
  const words =
    waiting === 1
      ? `1 event from Stripe has waited for ${minutes} min.`
      : `${formatCount(waiting)} events from Stripe wait, the first for ${minutes} min.`;
  return [{ words, href: adminHref({ tab: "payments", only: "waiting" }) }];
}

/** The newest of the last day in their own words; a job that failed is told by how it stands now. */
function ofAlerts({ alerts, now }: Facts): Attention[] {
  const href = `${HEALTH}#alerts`;
  const fresh = alerts.filter(
    ({ kind, createdAt }) => kind !== "job_failed" && now.getTime() - createdAt.getTime() < DAY_MS,
  );
  const told = fresh.slice(0, MOST_ALERTS).map(({ message }) => ({ words: message, href }));
  const rest = fresh.length - told.length;
  if (rest === 0) return told;
  return [...told, { words: rest === 1 ? "1 more alert." : `${rest} more alerts.`, href }];
}

/** What needs somebody now; nothing when all goes by itself. */
export function attentionTo(facts: Facts): Attention[] {
  const reports = facts.hasOpenReports
    ? [{ words: "Readers reported links that nobody has looked at.", href: adminHref({ tab: "reports" }) }]
    : [];
  return [...ofAlerts(facts), ...ofJobs(facts), ...ofWebhooks(facts), ...reports];
}
