import { Chart } from "@/components/charts/chart";
import type { Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { dayCategory } from "./day-category";
import { loadMoney, loadRuns } from "./load";
import { productWords } from "./money-words";

/** What the runs of each day had brought, beside what the provider billed. */
export async function EarnedChart({ period }: { period: Period }) {
  const { byDay } = await loadRuns(period);
  return (
    <Chart
      label="Earned and cost by day"
      kind="bars"
      format="usd"
      categories={byDay.map(({ day }) => dayCategory("money", day, period))}
      series={[
        { key: "earned", label: "Earned by runs", values: byDay.map(({ earnings }) => earnings.earnedMicroUsd) },
        {
          key: "cost",
          label: "Cost at the provider",
          values: byDay.map(({ providerCostMicroUsd }) => providerCostMicroUsd),
        },
      ]}
      empty="Nothing was earned and nothing spent in these days."
    />
  );
}

const PRODUCTS = ["small", "medium", "large", "plus"] as const;

const microUsd = (cents: number | null) => (cents === null ? null : cents * 10_000);

/** What was sold on each day. */
export async function SalesChart({ period }: { period: Period }) {
  const [{ byDay }, { revenue }] = await Promise.all([loadRuns(period), loadMoney(period)]);
  const soldOn = (day: Day, product: string) =>
    revenue.find((sale) => sale.day === day && sale.product === product)?.amountCents ?? null;
  const sold = PRODUCTS.filter((product) => revenue.some((sale) => sale.product === product));
  return (
    <Chart
      label="Sales by day"
      kind="bars"
      stacked
      format="usd"
      categories={byDay.map(({ day }) => dayCategory("money", day, period))}
      series={sold.map((product) => ({
        key: product,
        label: productWords(product),
        values: byDay.map(({ day }) => microUsd(soldOn(day, product))),
      }))}
      empty="Nothing was sold in these days."
    />
  );
}
