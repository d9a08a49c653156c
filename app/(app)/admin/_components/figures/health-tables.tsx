import { formatCount, formatDuration } from "@/components/format";
import { NONE } from "@/components/insights/figure-words";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import { LocalTime } from "@/components/local-time";
import { LeaderList, LeaderRow } from "@/components/ui/leader-list";
import { costAlarmMicroUsd, type Health, loadHealth, loadTodaysMoney } from "./load";
import { usdCell } from "./money-words";

type Job = Health["jobs"][number];

const STATES = { good: "runs as it should", failed: "failed", late: "late", never: "has not run yet" } as const;

const moment = (at: Date | null) => (at === null ? NONE : <LocalTime iso={at.toISOString()} />);

const JOB_COLUMNS: readonly Column<Job>[] = [
  {
    head: "State",
    isText: true,
    of: ({ state, error }) => (
      <span className={state === "failed" || state === "late" ? "text-bad-ink" : "text-soft"}>
        {STATES[state]}
        {state === "failed" && error !== null && <span className="wrap-anywhere block text-12">{error}</span>}
      </span>
    ),
  },
  { head: "Last run", of: ({ startedAt }) => moment(startedAt) },
  { head: "Last success", of: ({ succeededAt }) => moment(succeededAt) },
  { head: "Next due", of: ({ nextDue }) => moment(nextDue) },
];

/** Each scheduled job with its last run, its last success and when it is due. */
export async function JobsTable() {
  const { jobs } = await loadHealth();
  return (
    <FiguresTable
      isDense
      caption="Scheduled jobs"
      first={{ head: "Job", of: ({ job }) => job }}
      columns={JOB_COLUMNS}
      rows={jobs}
      keyOf={({ job }) => job}
      nothing="There are no jobs."
    />
  );
}

const seconds = (value: number | null) => (value === null ? NONE : formatDuration(value * 1_000));

/** How long Stripe's events wait, and holds whose run was lost. */
export async function Waiting() {
  const { webhooks, staleHolds } = await loadHealth();
  return (
    <LeaderList>
      <LeaderRow term="Events that wait">{formatCount(webhooks?.waiting ?? 0)}</LeaderRow>
      <LeaderRow term="The first for">{seconds(webhooks?.oldestWaitingSeconds ?? null)}</LeaderRow>
      <LeaderRow term="Longest of the last day">{seconds(webhooks?.longestSeconds ?? null)}</LeaderRow>
      <LeaderRow term="Holds past their lease">{formatCount(staleHolds)}</LeaderRow>
    </LeaderList>
  );
}

/** Today's cost beside the alarm. */
export async function CostAlarm() {
  const { costMicroUsd: cost } = await loadTodaysMoney();
  const alarm = costAlarmMicroUsd();
  return (
    <LeaderList>
      <LeaderRow term="Today so far" className={cost >= alarm ? "text-bad-ink" : ""}>
        {usdCell(cost)}
      </LeaderRow>
      <LeaderRow term="The alarm stands at">{usdCell(alarm)}</LeaderRow>
    </LeaderList>
  );
}
