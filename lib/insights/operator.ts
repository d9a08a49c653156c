import type { Day } from "@/lib/insights/day";
import { groupBy } from "@/lib/insights/group-by";
import { everyDay, type Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";

/** The settled runs of a day that ended alike with one model. */
export type EndLine = {
  day: Day;
  model: string;
  status: "succeeded" | "stopped" | "failed";
  errorCode: string;
  runs: number;
  people: number;
  tokens: number;
  credits: number;
  costMicroUsd: number;
};

/** The credits of a day's runs with one model, by where they came from. */
export type CreditLine = {
  day: Day;
  model: string;
  source: string;
  credits: number;
  earnedMicroUsd: number;
  costMicroUsd: number;
};

/** What a day has beside runs. `providerCostMicroUsd`: what it cost in all, by when it was billed. */
export type DayLine = { day: Day; signUps: number; sessions: number; shared: number; providerCostMicroUsd: number };

const total = <Line>(lines: readonly Line[], pick: (line: Line) => number) =>
  lines.reduce((sum, line) => sum + pick(line), 0);

/** What credits brought less what the runs that they paid for cost; `margin` as a part of what they brought. */
function money(lines: readonly CreditLine[]) {
  const earnedMicroUsd = total(lines, (line) => line.earnedMicroUsd);
  const costMicroUsd = total(lines, (line) => line.costMicroUsd);
  return {
    credits: total(lines, ({ credits }) => credits),
    earnedMicroUsd,
    costMicroUsd,
    margin: rate(earnedMicroUsd - costMicroUsd, earnedMicroUsd),
  };
}

function ends(lines: readonly EndLine[]) {
  const runs = total(lines, (line) => line.runs);
  const of = (status: EndLine["status"]) =>
    total(
      lines.filter((line) => line.status === status),
      (line) => line.runs,
    );
  return {
    runs,
    succeeded: of("succeeded"),
    stopped: of("stopped"),
    failed: of("failed"),
    tokens: total(lines, ({ tokens }) => tokens),
    creditsSpent: total(lines, ({ credits }) => credits),
    costMicroUsd: total(lines, ({ costMicroUsd }) => costMicroUsd),
    successRate: rate(of("succeeded"), runs),
  };
}

const NO_DAY = { signUps: 0, sessions: 0, shared: 0, providerCostMicroUsd: 0 };

/** The operator's figures of runs in a period: in all, by day, by model, by where the credits came from, and failures. */
export function shapeOperator(
  period: Period,
  lines: { ends: readonly EndLine[]; credits: readonly CreditLine[]; days: readonly DayLine[] },
) {
  const days = everyDay(period, lines.days, NO_DAY);
  const all = ends(lines.ends);
  const ofModel = (model: string) => ({
    ...ends(lines.ends.filter((line) => line.model === model)),
    earnings: money(lines.credits.filter((line) => line.model === model)),
  });
  const failed = lines.ends.filter(({ status }) => status === "failed");
  return {
    ...all,
    averageCredits: rate(all.creditsSpent, all.runs),
    shareRate: rate(
      total(days, ({ shared }) => shared),
      total(days, ({ sessions }) => sessions),
    ),
    earnings: money(lines.credits),
    byDay: days.map((day) => {
      const ofDay = lines.ends.filter((line) => line.day === day.day);
      const credits = lines.credits.filter((line) => line.day === day.day);
      return { ...day, ...ends(ofDay), people: total(ofDay, ({ people }) => people), earnings: money(credits) };
    }),
    byModel: [...new Set(lines.ends.map(({ model }) => model))].map((model) => ({ model, ...ofModel(model) })),
    bySource: [...groupBy(lines.credits, ({ source }) => source)].map(([source, of]) => ({ source, ...money(of) })),
    failures: [...groupBy(failed, ({ day, errorCode }) => `${day} ${errorCode}`).values()].flatMap((of) =>
      of[0] === undefined ? [] : [{ day: of[0].day, errorCode: of[0].errorCode, runs: total(of, ({ runs }) => runs) }],
    ),
  };
}
