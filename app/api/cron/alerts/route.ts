import { defineCron } from "@/lib/http/define-cron.server";
import { methods } from "@/lib/http/methods.server";
import { alertsJob } from "@/lib/insights/alerts-job.server";
import { runJob } from "@/lib/jobs/run-job.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineCron((now) => runJob("alerts", now, alertsJob)),
});
