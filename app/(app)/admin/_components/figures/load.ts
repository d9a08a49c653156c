import { cache } from "react";
import { now } from "@/lib/clock";
import { env } from "@/lib/env.server";
import { jobStatus } from "@/lib/insights/job-status";
import { operatorHealth } from "@/lib/insights/operator-health.server";
import { operatorMoney } from "@/lib/insights/operator-money.server";
import { operatorRuns, operatorToday, operatorTodaysMoney } from "@/lib/insights/operator-runs.server";
import type { Period } from "@/lib/insights/period";

// Several parts of a page ask for the same figures; they are read once a request.
const runsOf = cache((from: string, to: string) => operatorRuns({ from, to }));
const moneyOf = cache((from: string, to: string) => operatorMoney({ from, to }));

export const loadRuns = ({ from, to }: Period) => runsOf(from, to);
export const loadMoney = ({ from, to }: Period) => moneyOf(from, to);
export const loadToday = cache(() => operatorToday(now()));
export const loadTodaysMoney = cache(() => operatorTodaysMoney(now()));

/** Whether the machinery keeps up, with how each job stands. */
export const loadHealth = cache(async () => {
  const at = now();
  const { jobs, ...health } = await operatorHealth(at);
  return { ...health, jobs: jobs.map((log) => jobStatus(log, at)) };
});

export type Runs = Awaited<ReturnType<typeof loadRuns>>;
export type Money = Awaited<ReturnType<typeof loadMoney>>;
export type Health = Awaited<ReturnType<typeof loadHealth>>;

/** What a day may cost at the provider before the operator is told. */
export const costAlarmMicroUsd = () => env().DAILY_API_COST_ALERT_USD * 1_000_000;
