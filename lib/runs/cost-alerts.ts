import type { Alert } from "@/lib/jobs/alert";

type Thresholds = { DAILY_API_COST_ALERT_USD: number; DAILY_API_COST_CAP_USD?: number | undefined };

const usd = (microUsd: number): string => `$${(microUsd / 1_000_000).toFixed(2)}`;

/** What an operator should know when today has cost so much at the provider. */
export function costAlerts(spentMicroUsd: number, thresholds: Thresholds): Alert[] {
  const { DAILY_API_COST_ALERT_USD: alarm, DAILY_API_COST_CAP_USD: cap } = thresholds;
  const details = { spentMicroUsd };
  const alerts: Alert[] = [];
  // Zero cost is no news, wherever the alarm stands.
  if (spentMicroUsd > 0 && spentMicroUsd >= alarm * 1_000_000) {
    const message = `Today has cost ${usd(spentMicroUsd)} at the provider; the alarm stands at $${alarm}.`;
    alerts.push({ kind: "daily_api_cost", message, details });
  }
  if (cap !== undefined && spentMicroUsd >= cap * 1_000_000) {
    const message = `Today's cap of $${cap} is reached: runs on credits that brought no money are refused.`;
    alerts.push({ kind: "daily_api_cost_cap", message, details });
  }
  return alerts;
}
