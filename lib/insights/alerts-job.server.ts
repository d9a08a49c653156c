import "server-only";
import { deliverBudgetMails } from "@/lib/credits/deliver-budget-mails.server";
import { checkInstallation } from "@/lib/insights/check-installation.server";
import { deliverAlerts } from "@/lib/jobs/deliver-alerts.server";
import { giveUpLost } from "@/lib/jobs/deliveries.server";

/**
 * The hourly job of alerts: looks for trouble and tells what was not told yet. What could not be looked for fails it, and
 * keeps nothing that is known from being told.
 */
export async function alertsJob(now: Date) {
  const checking = checkInstallation(now);
  // What is found goes out with the rest.
  await Promise.allSettled([checking]);
  const lost = await giveUpLost(now);
  const delivered = await deliverAlerts(now);
  const budgetMails = await deliverBudgetMails(now);
  return { ...(await checking), lost, delivered, budgetMails };
}
