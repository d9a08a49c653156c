import { formatCount } from "@/components/format";
import { fullDay } from "@/components/insights/day-words";
import { modelWords, NONE, rateWords } from "@/components/insights/figure-words";
import { type Column, FiguresTable } from "@/components/insights/figures-table";
import type { Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";
import { loadRuns, type Runs } from "./load";
import { eachCell, usdCell } from "./money-words";

type OfModel = Runs["byModel"][number];
type Failed = { errorCode: string; runs: number; part: number | null; lastDay: string };

const MODEL: Column<OfModel> = { head: "Model", of: ({ model }) => modelWords(model) };

const USE: readonly Column<OfModel>[] = [
  { head: "Runs", of: ({ runs }) => formatCount(runs) },
  { head: "Succeeded", of: ({ successRate }) => rateWords(successRate) },
  { head: "Tokens", of: ({ tokens }) => formatCount(tokens) },
  { head: "Credits", of: ({ creditsSpent }) => formatCount(creditsSpent) },
  {
    head: "Credits a run",
    of: ({ creditsSpent, runs }) => (runs === 0 ? NONE : (creditsSpent / runs).toFixed(1)),
  },
  { head: "Cost a run", of: ({ costMicroUsd, runs }) => eachCell(costMicroUsd, runs) },
];

const MONEY: readonly Column<OfModel>[] = [
  { head: "Runs", of: ({ runs }) => formatCount(runs) },
  { head: "Earned", of: ({ earnings }) => usdCell(earnings.earnedMicroUsd) },
  { head: "Cost", of: ({ earnings }) => usdCell(earnings.costMicroUsd) },
  { head: "Margin", of: ({ earnings }) => rateWords(earnings.margin) },
  {
    head: "Margin a run",
    of: ({ earnings, runs }) => eachCell(earnings.earnedMicroUsd - earnings.costMicroUsd, runs),
  },
];

const byRuns = (a: OfModel, b: OfModel) => b.runs - a.runs;

/** What is run with each model. */
export async function ModelUse({ period }: { period: Period }) {
  const { byModel } = await loadRuns(period);
  return (
    <FiguresTable
      isDense
      caption="Runs by model"
      first={MODEL}
      columns={USE}
      rows={byModel.toSorted(byRuns)}
      keyOf={({ model }) => model}
      nothing="Nothing was run in these days."
    />
  );
}

/** What the runs with each model brought and cost. */
export async function ModelMoney({ period }: { period: Period }) {
  const { byModel } = await loadRuns(period);
  return (
    <FiguresTable
      isDense
      caption="Earned and cost by model"
      first={MODEL}
      columns={MONEY}
      rows={byModel.toSorted(byRuns)}
      keyOf={({ model }) => model}
      nothing="Nothing was run in these days."
    />
  );
}

function failuresByCode({ failures, runs }: Runs): Failed[] {
  const codes = [...new Set(failures.map(({ errorCode }) => errorCode))];
  const found = codes.map((errorCode) => {
    const of = failures.filter((failure) => failure.errorCode === errorCode);
    const count = of.reduce((sum, failure) => sum + failure.runs, 0);
    const lastDay =
      of
        .map(({ day }) => day)
        .sort()
        .at(-1) ?? "";
    return { errorCode, runs: count, part: rate(count, runs), lastDay };
  });
  return found.toSorted((a, b) => b.runs - a.runs);
}

/** Why runs failed. */
export async function FailuresTable({ period }: { period: Period }) {
  return (
    <FiguresTable
      isDense
      caption="Failed runs by code"
      first={{ head: "Code", of: ({ errorCode }) => errorCode }}
      columns={[
        { head: "Runs", of: ({ runs }) => formatCount(runs) },
        { head: "Of all runs", of: ({ part }) => rateWords(part) },
        { head: "Last on", of: ({ lastDay }) => fullDay(lastDay) },
      ]}
      rows={failuresByCode(await loadRuns(period))}
      keyOf={({ errorCode }) => errorCode}
      nothing="No run failed in these days."
    />
  );
}
