import "server-only";
import { operatorBuyers } from "@/lib/insights/operator-buyers.server";
import { operatorHealth } from "@/lib/insights/operator-health.server";
import { operatorMoney } from "@/lib/insights/operator-money.server";
import { operatorRuns, operatorToday } from "@/lib/insights/operator-runs.server";
import type { Period } from "@/lib/insights/period";

/** All that an operator wants to see of the installation: counts and money, no prompts and no answers. */
export async function getOperator(period: Period, now: Date) {
  const [today, runs, money, buyers, health] = await Promise.all([
    operatorToday(now),
    operatorRuns(period),
    operatorMoney(period),
    operatorBuyers(period, now),
    operatorHealth(now),
  ]);
  return { ...period, ...today, ...runs, ...money, ...buyers, health };
}
