import "server-only";
import { env } from "@/lib/env.server";
import { type Alert, raiseAlert } from "@/lib/jobs/raise-alert.server";
import { log } from "@/lib/log.server";
import { MODELS, type ModelName } from "@/lib/models/models";
import { processSingleton } from "@/lib/process-singleton";
import type { FailureReason } from "@/lib/runs/failure-reason";
import type { SettledRun } from "@/lib/runs/settle-run.server";
import type { Settlement } from "@/lib/runs/settlement";

const usd = (microUsd: number): string => `$${(microUsd / 1_000_000).toFixed(2)}`;

/** Failures that somebody has to do something about. */
const OURS: Readonly<Partial<Record<FailureReason, string>>> = {
  account: "Claude does not take our key, or not for this: runs fail until it is put right.",
  rejected: "Claude does not take what we send: a model's id or a parameter is wrong for it.",
  spend_limit: "Claude says that our spending limit is reached: runs are paused until it is raised.",
};

/** What an operator should know from this end: the breaker opened, our account is at fault, today is getting dear. */
function alertsOf(model: ModelName, settlement: Settlement, settled: SettledRun): Alert[] {
  const { DAILY_API_COST_ALERT_USD, DAILY_API_COST_CAP_USD } = env();
  const { label } = MODELS[model];
  const { errorReason } = settlement;
  const spent = settled.spentTodayMicroUsd ?? 0;
  const alerts: Alert[] = [];
  const ours = errorReason === null ? undefined : OURS[errorReason];
  if (ours !== undefined) {
    alerts.push({ kind: "provider_account", subject: errorReason ?? "", message: ours, details: { model } });
  }
  if (settled.circuitOpened && errorReason !== "spend_limit") {
    const message = `${label} failed again and again (${errorReason}): no runs of it are sold until one is answered.`;
    alerts.push({ kind: "provider_out", subject: model, message, details: { reason: errorReason } });
  }
  if (spent >= DAILY_API_COST_ALERT_USD * 1_000_000) {
    const message = `Runs of today have cost ${usd(spent)} at the provider; the alarm stands at $${DAILY_API_COST_ALERT_USD}.`;
    alerts.push({ kind: "daily_api_cost", message, details: { spentMicroUsd: spent } });
  }
  if (DAILY_API_COST_CAP_USD !== undefined && spent >= DAILY_API_COST_CAP_USD * 1_000_000) {
    const message = `Today's cap of $${DAILY_API_COST_CAP_USD} is reached: runs on credits that brought no money are refused.`;
    alerts.push({ kind: "daily_api_cost_cap", message, details: { spentMicroUsd: spent } });
  }
  return alerts;
}

/** Raises what there is to tell, each once a day; this process asks the database once a day for each. Never rejects. */
export async function alertAfterSettling(
  model: ModelName,
  settlement: Settlement,
  settled: SettledRun,
  now: Date,
): Promise<void> {
  const raised = processSingleton("alerts-raised", () => new Set<string>());
  const day = now.toISOString().slice(0, 10);
  for (const alert of alertsOf(model, settlement, settled)) {
    const key = `${day} ${alert.kind} ${alert.subject ?? ""}`;
    if (raised.has(key)) continue;
    raised.add(key);
    await raiseAlert(alert, now).catch((error: unknown) => {
      raised.delete(key);
      log.error({ err: error, kind: alert.kind }, "alert not raised");
    });
  }
}
