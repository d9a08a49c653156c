import type { Day } from "@/lib/insights/day";
import { groupBy } from "@/lib/insights/group-by";
import { everyDay, type Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";
import { addUsage, NO_USAGE, type UsageCounts } from "@/lib/insights/usage-counts";

/** The package of runs; `null` ids and names are runs without one, or with one that is gone (`hasPackage`). */
type Which = {
  hasPackage: boolean;
  packageId: string | null;
  scope: string | null;
  name: string | null;
  format: string | null;
};

/** What one user ran on a day with one model and package. */
export type UsageLine = UsageCounts & Which & { day: Day; model: string };

function grouped<Key>(lines: readonly UsageLine[], keyOf: (line: UsageLine) => Key): [Key, UsageCounts][] {
  const groups = groupBy(lines, (line) => JSON.stringify(keyOf(line)));
  const summed = [...groups.values()].flatMap((group): [Key, UsageCounts][] =>
    group[0] === undefined ? [] : [[keyOf(group[0]), group.reduce<UsageCounts>(addUsage, NO_USAGE)]],
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
  const all = lines.reduce<UsageCounts>(addUsage, NO_USAGE);
  const ended = all.succeeded + all.failed + all.stopped;
  const byDay = grouped(lines, ({ day }) => day).map(([day, counts]) => ({ day, ...counts }));
  return {
    ...all,
    running: all.runs - ended,
    successRate: rate(all.succeeded, ended),
    averageCredits: rate(all.creditsSpent, ended),
    byDay: everyDay(period, byDay, NO_USAGE),
    byModel: grouped(lines, ({ model }) => model).map(([model, counts]) => ({ model, ...counts })),
    byPackage: grouped(lines, whichOf).map(([which, counts]) => ({ ...which, ...counts })),
  };
}
