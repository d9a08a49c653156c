import type { Day } from "@/lib/insights/day";
import { groupBy } from "@/lib/insights/group-by";
import { medianCharge, medianTimeMs, sumCounts } from "@/lib/insights/median";
import { everyDay, type Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";

/** A package's settled runs of a day by version, model and role. */
export type PackageLine = {
  day: Day;
  /** Null for a baseline. */
  versionId: string | null;
  /** Null also when it is gone. */
  version: string | null;
  model: string;
  role: "others" | "managers" | "baseline";
  runs: number;
  succeeded: number;
  failed: number;
  credits: number;
  times: number[];
  charges: number[];
};

/** Of those who ran it at any time: how many, and how many of them on more than one day. */
export type People = { people: number; returned: number };

function sum(lines: readonly PackageLine[]) {
  const total = (pick: (line: PackageLine) => number) => lines.reduce((all, line) => all + pick(line), 0);
  const [runs, succeeded, credits] = [total((l) => l.runs), total((l) => l.succeeded), total((l) => l.credits)];
  return {
    runs,
    succeeded,
    failed: total((l) => l.failed),
    credits,
    successRate: rate(succeeded, runs),
    medianCredits: medianCharge(sumCounts(lines.map(({ charges }) => charges))),
    medianTimeMs: medianTimeMs(sumCounts(lines.map(({ times }) => times))),
  };
}

function groupedBy<Key extends string>(lines: readonly PackageLine[], keyOf: (line: PackageLine) => Key) {
  const groups = groupBy(lines, keyOf);
  return [...groups].map(([key, group]) => ({ key, ...sum(group) })).sort((a, b) => b.runs - a.runs);
}

/** With how many of those who ever came came back. */
export function withRepeatRate({ people, returned }: People) {
  return { people, returned, repeatRate: rate(returned, people) };
}

/** A package's runs in a period: others', by day, version and model; and apart from them its managers' and the baseline. */
export function shapePackage(period: Period, lines: readonly PackageLine[]) {
  const of = (role: PackageLine["role"]) => lines.filter((line) => line.role === role);
  const others = of("others");
  const byDay = groupedBy(others, ({ day }) => day).map(({ key, runs, succeeded, failed, credits }) => ({
    day: key,
    runs,
    succeeded,
    failed,
    credits,
  }));
  return {
    ...sum(others),
    byDay: everyDay(period, byDay, { runs: 0, succeeded: 0, failed: 0, credits: 0 }),
    byVersion: groupedBy(others, ({ versionId }) => versionId ?? "").map(({ key, ...counts }) => ({
      versionId: key,
      version: others.find(({ versionId }) => versionId === key)?.version ?? null,
      ...counts,
    })),
    byModel: groupedBy(others, ({ model }) => model).map(({ key, ...counts }) => ({ model: key, ...counts })),
    managers: sum(of("managers")),
    baseline: sum(of("baseline")),
  };
}
