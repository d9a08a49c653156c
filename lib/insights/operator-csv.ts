import { formatCsvRow } from "@/lib/csv";
import type { Day } from "@/lib/insights/day";
import type { shapeOperator } from "@/lib/insights/operator";

type OperatorDay = ReturnType<typeof shapeOperator>["byDay"][number];

/** What was sold on a day of one product, and what of it went back. */
type Sale = { day: Day; amountCents: number; refundedCents: number; disputedCents: number };

const HEADER = [
  ...["day", "runs", "succeeded", "stopped", "failed", "people", "signUps", "sessions", "shared", "tokens", "credits"],
  ...["providerCostUsd", "earnedUsd", "runsCostUsd", "salesUsd", "backUsd"],
] as const;

const fromMicroUsd = (amount: number) => amount / 1_000_000;
const fromCents = (amount: number) => amount / 100;

function toRow(day: OperatorDay, sales: readonly Sale[]): string {
  const sum = (pick: (sale: Sale) => number) => sales.reduce((total, sale) => total + pick(sale), 0);
  return formatCsvRow([
    ...[day.day, day.runs, day.succeeded, day.stopped, day.failed, day.people, day.signUps, day.sessions, day.shared],
    ...[day.tokens, day.creditsSpent, fromMicroUsd(day.providerCostMicroUsd)],
    ...[fromMicroUsd(day.earnings.earnedMicroUsd), fromMicroUsd(day.earnings.costMicroUsd)],
    fromCents(sum(({ amountCents }) => amountCents)),
    fromCents(sum(({ refundedCents, disputedCents }) => refundedCents + disputedCents)),
  ]);
}

/** The operator's figures of each day as CSV, the oldest first; money in dollars. */
export async function* operatorCsv(byDay: readonly OperatorDay[], sales: readonly Sale[]): AsyncGenerator<string> {
  yield formatCsvRow(HEADER);
  for (const day of byDay) {
    yield toRow(
      day,
      sales.filter((sale) => sale.day === day.day),
    );
  }
}
