import "server-only";
import { env } from "@/lib/env.server";
import type { Alert } from "@/lib/jobs/alert";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { log } from "@/lib/log.server";
import type { ModelName } from "@/lib/models/models";
import { processSingleton } from "@/lib/process-singleton";
import { costAlerts } from "@/lib/runs/cost-alerts";
import type { FailureReason } from "@/lib/runs/failure-reason";
import { outageAlert } from "@/lib/runs/outage-alert";
import type { SettledRun } from "@/lib/runs/settle-run.server";
import type { Settlement } from "@/lib/runs/settlement";

/** Failures that somebody has to do something about. */
const OURS: Readonly<Partial<Record<FailureReason, string>>> = {
  account: "Claude does not take our key, or not for this: runs fail until it is put right.",
  rejected: "Claude does not take what we send: a model's id or a parameter is wrong for it.",
  spend_limit: "Claude says that our spending limit is reached: runs are paused until it is raised.",
};

/** What an operator should know from this end: the breaker opened, our account is at fault, today is getting dear. */
function alertsOf(model: ModelName, settlement: Settlement, settled: SettledRun): Alert[] {
  const { errorReason } = settlement;
  const alerts: Alert[] = [];
  const ours = errorReason === null ? undefined : OURS[errorReason];
  if (ours !== undefined) {
    alerts.push({ kind: "provider_account", subject: errorReason ?? "", message: ours, details: { model } });
  }
  if (settled.circuitOpened && errorReason !== "spend_limit") {
    alerts.push(outageAlert(model, errorReason));
  }
  return [...alerts, ...costAlerts(settled.spentTodayMicroUsd ?? 0, env())];
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
