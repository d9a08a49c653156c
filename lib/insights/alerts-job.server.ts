import "server-only";
import { deliverBudgetMails } from "@/lib/credits/deliver-budget-mails.server";
import { noteMissedBudgets } from "@/lib/credits/note-budget.server";
import { checkInstallation } from "@/lib/insights/check-installation.server";
import { allThrough } from "@/lib/jobs/all-through";
import { deliverAlerts } from "@/lib/jobs/deliver-alerts.server";
import { giveUpLost } from "@/lib/jobs/deliveries.server";

/**
 * The hourly job of alerts: looks for trouble and for budgets that were reached, and tells what was not told yet. What could
 * not be looked for or told fails it, and keeps nothing else that is known from being told.
 */
export async function alertsJob(now: Date) {
  const looking = [checkInstallation(now), noteMissedBudgets(now)] as const;
  // What is found goes out with the rest.
  await Promise.allSettled(looking);
  const lost = await giveUpLost(now);
  const [delivered, budgetMails] = await allThrough([deliverAlerts(now), deliverBudgetMails(now)]);
  const [found, budgetsMissed] = await Promise.all(looking);
  return { ...found, budgetsMissed, lost, delivered, budgetMails };
}
