import { type Day, daysBetween } from "@/lib/insights/day";
import { groupBy } from "@/lib/insights/group-by";
import type { InstallWay } from "@/lib/insights/install";
import { medianCharge, medianTimeMs, sumCounts } from "@/lib/insights/median";
import type { Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";
import type { Tool } from "@/lib/packages/tool-places";

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

/** How often a version was taken along on a day, in one way. */
export type InstallLine = {
  day: Day;
  versionId: string;
  /** Null when it is gone. */
  version: string | null;
  way: InstallWay;
  /** Empty where none was named. */
  tool: Tool | "";
  installs: number;
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

/** The versions that were run or taken along, those with most runs first. */
function shapeVersions(others: readonly PackageLine[], installs: readonly InstallLine[]) {
  const named = new Map([...others, ...installs].map(({ versionId, version }) => [versionId ?? "", version]));
  const runsOf = groupBy(others, ({ versionId }) => versionId ?? "");
  const installsOf = groupBy(installs, ({ versionId }) => versionId);
  return [...named]
    .map(([versionId, version]) => ({
      ...{ versionId, version },
      ...sum(runsOf.get(versionId) ?? []),
      installs: sumInstalls(installsOf.get(versionId) ?? []),
    }))
    .sort((a, b) => b.runs - a.runs || b.installs - a.installs);
}

const sumRuns = (lines: readonly PackageLine[] | undefined) => (lines ?? []).reduce((all, { runs }) => all + runs, 0);
const sumInstalls = (lines: readonly InstallLine[] | undefined) =>
  (lines ?? []).reduce((all, { installs }) => all + installs, 0);

/** With how many of those who ever came came back. */
export function withRepeatRate({ people, returned }: People) {
  return { people, returned, repeatRate: rate(returned, people) };
}

/** Each day of a period: others' runs, and apart from them its managers', the baseline's, and who took it along. */
function shapeDays(period: Period, lines: readonly PackageLine[], installs: readonly InstallLine[]) {
  const ofDay = groupBy(lines, ({ day }) => day);
  const installsOf = groupBy(installs, ({ day }) => day);
  return daysBetween(period.from, period.to).map((day) => {
    const roles = groupBy(ofDay.get(day) ?? [], ({ role }) => role);
    const { runs, succeeded, failed, credits } = sum(roles.get("others") ?? []);
    return {
      ...{ day, runs, succeeded, failed, credits },
      managersRuns: sumRuns(roles.get("managers")),
      baselineRuns: sumRuns(roles.get("baseline")),
      installs: sumInstalls(installsOf.get(day)),
    };
  });
}

/** In which ways it was taken along, the most used first. */
function shapeWays(installs: readonly InstallLine[]) {
  return [...groupBy(installs, ({ way, tool }) => `${way} ${tool}`).values()]
    .flatMap((group) =>
      group
        .slice(0, 1)
        .map(({ way, tool }) => ({ way, tool: tool === "" ? null : tool, installs: sumInstalls(group) })),
    )
    .sort((a, b) => b.installs - a.installs);
}

/** A package's runs in a period: others', by day, version and model; and apart from them its managers' and the baseline. */
export function shapePackage(period: Period, lines: readonly PackageLine[], installs: readonly InstallLine[]) {
  const of = (role: PackageLine["role"]) => lines.filter((line) => line.role === role);
  const others = of("others");
  const byModel = [...groupBy(others, ({ model }) => model)].map(([model, group]) => ({ model, ...sum(group) }));
  return {
    ...sum(others),
    installs: sumInstalls(installs),
    byDay: shapeDays(period, lines, installs),
    byVersion: shapeVersions(others, installs),
    byModel: byModel.sort((a, b) => b.runs - a.runs),
    installsByWay: shapeWays(installs),
    managers: sum(of("managers")),
    baseline: sum(of("baseline")),
  };
}
