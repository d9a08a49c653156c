import { Chart } from "@/components/charts/chart";
import { sums } from "@/components/insights/day-columns";
import type { Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { adminAxis } from "./admin-axis";
import { loadMoney, loadRuns } from "./load";
import { productWords } from "./money-words";

/** What the runs of each day had brought, beside what the provider billed. */
export async function EarnedChart({ period }: { period: Period }) {
  const { byDay } = await loadRuns(period);
  const { columns, unit, ...axis } = adminAxis("money", byDay);
  return (
    <Chart
      label={`Earned and cost by ${unit}`}
      kind="bars"
      format="usd"
      {...axis}
      series={[
        { key: "earned", label: "Earned by runs", values: sums(columns, ({ earnings }) => earnings.earnedMicroUsd) },
        { key: "cost", label: "Cost at the provider", values: sums(columns, (day) => day.providerCostMicroUsd) },
      ]}
      empty="Nothing was earned and nothing spent in these days."
    />
  );
}

const PRODUCTS = ["small", "medium", "large", "plus"] as const;

const MICRO_USD_A_CENT = 10_000;

/** What was sold on each day. */
export async function SalesChart({ period }: { period: Period }) {
  const [{ byDay }, { revenue }] = await Promise.all([loadRuns(period), loadMoney(period)]);
  const soldOn = (day: Day, product: string) =>
    revenue.find((sale) => sale.day === day && sale.product === product)?.amountCents ?? 0;
  const { columns, unit, ...axis } = adminAxis("money", byDay);
  const sold = PRODUCTS.filter((product) => revenue.some((sale) => sale.product === product));
  return (
    <Chart
      label={`Sales by ${unit}`}
      kind="bars"
      stacked
      format="usd"
      {...axis}
      series={sold.map((product) => ({
        key: product,
        label: productWords(product),
        values: sums(columns, ({ day }) => soldOn(day, product) * MICRO_USD_A_CENT),
      }))}
      empty="Nothing was sold in these days."
    />
  );
}
