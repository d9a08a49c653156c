import type { Day } from "@/lib/insights/day";
import { groupBy } from "@/lib/insights/group-by";
import { everyDay, type Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";

type Counts = {
  runs: number;
  succeeded: number;
  failed: number;
  stopped: number;
  tokens: number;
  creditsSpent: number;
};

/** The package of runs; `null` ids and names are runs without one, or with one that is gone (`hasPackage`). */
type Which = {
  hasPackage: boolean;
  packageId: string | null;
  scope: string | null;
  name: string | null;
  format: string | null;
};

/** What one user ran on a day with one model and package. */
export type UsageLine = Counts & Which & { day: Day; model: string };

const NONE: Counts = { runs: 0, succeeded: 0, failed: 0, stopped: 0, tokens: 0, creditsSpent: 0 };

function add(a: Counts, b: Counts): Counts {
  return {
    runs: a.runs + b.runs,
    succeeded: a.succeeded + b.succeeded,
    failed: a.failed + b.failed,
    stopped: a.stopped + b.stopped,
    tokens: a.tokens + b.tokens,
    creditsSpent: a.creditsSpent + b.creditsSpent,
  };
}

function grouped<Key>(lines: readonly UsageLine[], keyOf: (line: UsageLine) => Key): [Key, Counts][] {
  const groups = groupBy(lines, (line) => JSON.stringify(keyOf(line)));
  const summed = [...groups.values()].flatMap((group): [Key, Counts][] =>
    group[0] === undefined ? [] : [[keyOf(group[0]), group.reduce<Counts>(add, NONE)]],
  );
  return summed.sort(([, a], [, b]) => b.runs - a.runs);
}

const whichOf = ({ hasPackage, packageId, scope, name, format }: UsageLine): Which => ({
  hasPackage,
  packageId,
  scope,
  name,
  format,
});

/** One person's figures of a period: in all, by day (each, also without runs), by model and by package, most runs first. */
export function shapeUsage(period: Period, lines: readonly UsageLine[]) {
  const all = lines.reduce<Counts>(add, NONE);
  const ended = all.succeeded + all.failed + all.stopped;
  const byDay = grouped(lines, ({ day }) => day).map(([day, counts]) => ({ day, ...counts }));
  return {
    ...all,
    running: all.runs - ended,
    successRate: rate(all.succeeded, ended),
    averageCredits: rate(all.creditsSpent, ended),
    byDay: everyDay(period, byDay, NONE),
    byModel: grouped(lines, ({ model }) => model).map(([model, counts]) => ({ model, ...counts })),
    byPackage: grouped(lines, whichOf).map(([which, counts]) => ({ ...which, ...counts })),
  };
}
