import { deliverBudgetMails } from "@/lib/credits/deliver-budget-mails.server";
import { defineCron } from "@/lib/http/define-cron.server";
import { methods } from "@/lib/http/methods.server";
import { checkInstallation } from "@/lib/insights/check-installation.server";
import { deliverAlerts } from "@/lib/jobs/deliver-alerts.server";
import { giveUpLost } from "@/lib/jobs/deliveries.server";
import { runJob } from "@/lib/jobs/run-job.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineCron((now) =>
    runJob("alerts", now, async (at) => {
      const checked = await checkInstallation(at);
      const lost = await giveUpLost(at);
      const delivered = await deliverAlerts(at);
      return { ...checked, lost, delivered, budgetMails: await deliverBudgetMails(at) };
    }),
  ),
});
