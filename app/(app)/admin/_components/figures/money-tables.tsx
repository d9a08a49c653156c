import { formatCount } from "@/components/format";
import { shortDay, withWeekday } from "@/components/insights/day-words";
import { rateWords } from "@/components/insights/figure-words";
import { FiguresTable } from "@/components/insights/figures-table";
import type { Period } from "@/lib/insights/period";
import { loadMoney, loadRuns, type Money } from "./load";
import { centCell, eachCell, movementWords, productWords, usdCell } from "./money-words";
import { sumBy } from "./sum-by";

const sold = (revenue: Money["revenue"]) =>
  sumBy(revenue, ({ product }) => product, ["sales", "amountCents", "refundedCents", "disputedCents"]);

/** What was sold of each product, and what of it went back. */
export async function SalesTable({ period }: { period: Period }) {
  const { revenue } = await loadMoney(period);
  return (
    <FiguresTable
      isDense
      caption="Sales by pack and plan"
      first={{ head: "Product", of: ({ key }) => productWords(key) }}
      columns={[
        { head: "Sales", of: ({ sales }) => formatCount(sales) },
        { head: "Without tax", of: ({ amountCents }) => centCell(amountCents) },
        { head: "Refunded", of: ({ refundedCents }) => centCell(refundedCents) },
        { head: "Disputed", of: ({ disputedCents }) => centCell(disputedCents) },
        {
          head: "Kept",
          of: ({ amountCents, refundedCents, disputedCents }) => centCell(amountCents - refundedCents - disputedCents),
        },
      ]}
      rows={sold(revenue).toSorted((a, b) => b.amountCents - a.amountCents)}
      keyOf={({ key }) => key}
      nothing="Nothing was sold in these days."
    />
  );
}

/** What the credits of the runs had brought, by where they came from. */
export async function SourceTable({ period }: { period: Period }) {
  const { bySource } = await loadRuns(period);
  return (
    <FiguresTable
      isDense
      caption="Earned and cost by where the credits came from"
      first={{ head: "Source", of: ({ source }) => productWords(source) }}
      columns={[
        { head: "Credits", of: ({ credits }) => formatCount(credits) },
        { head: "Earned", of: ({ earnedMicroUsd }) => usdCell(earnedMicroUsd) },
        { head: "Cost", of: ({ costMicroUsd }) => usdCell(costMicroUsd) },
        { head: "Margin", of: ({ margin }) => rateWords(margin) },
        {
          head: "Margin a credit",
          of: ({ earnedMicroUsd, costMicroUsd, credits }) => eachCell(earnedMicroUsd - costMicroUsd, credits),
        },
      ]}
      rows={bySource.toSorted((a, b) => b.earnedMicroUsd - a.earnedMicroUsd)}
      keyOf={({ source }) => source}
      nothing="Nothing was run in these days."
    />
  );
}

/** Credits that the ledger added and took, spends apart. */
export async function MovementsTable({ period }: { period: Period }) {
  const { movements } = await loadMoney(period);
  return (
    <FiguresTable
      isDense
      caption="Credits issued and taken back, by kind"
      first={{ head: "Kind", of: ({ key }) => movementWords(key) }}
      columns={[
        { head: "Added", of: ({ added }) => formatCount(added) },
        { head: "Taken", of: ({ taken }) => formatCount(taken) },
      ]}
      rows={sumBy(movements, ({ type }) => type, ["added", "taken"]).toSorted((a, b) => b.added - a.added)}
      keyOf={({ key }) => key}
      nothing="The ledger moved no credits in these days."
    />
  );
}

/** More lines than a long month has are for a file. */
const MOST_DAYS = 31;

/** The newest days in figures, the last first. */
export async function DaysTable({ period }: { period: Period }) {
  const [{ byDay }, { revenue }] = await Promise.all([loadRuns(period), loadMoney(period)]);
  const sales = new Map(
    sumBy(revenue, ({ day }) => day, ["amountCents"]).map(({ key, amountCents }) => [key, amountCents]),
  );
  const table = (
    <FiguresTable
      isDense
      caption="Money by day"
      first={{ head: "Day", of: ({ day }) => withWeekday(day, shortDay(day, period.to)) }}
      columns={[
        { head: "Runs", of: ({ runs }) => formatCount(runs) },
        { head: "Provider", of: ({ providerCostMicroUsd }) => usdCell(providerCostMicroUsd) },
        { head: "Earned", of: ({ earnings }) => usdCell(earnings.earnedMicroUsd) },
        { head: "Cost of runs", of: ({ earnings }) => usdCell(earnings.costMicroUsd) },
        { head: "Margin", of: ({ earnings }) => rateWords(earnings.margin) },
        {
          head: "Margin a run",
          of: ({ earnings, runs }) => eachCell(earnings.earnedMicroUsd - earnings.costMicroUsd, runs),
        },
        { head: "Sales", of: ({ day }) => centCell(sales.get(day) ?? 0) },
      ]}
      rows={byDay.slice(-MOST_DAYS).toReversed()}
      keyOf={({ day }) => day}
      nothing="There are no days."
    />
  );
  if (byDay.length <= MOST_DAYS) return table;
  return (
    <>
      {table}
      <p className="border-t pt-2 text-12 text-faint">
        The last {MOST_DAYS} of {formatCount(byDay.length)} days. The file has them all.
      </p>
    </>
  );
}
