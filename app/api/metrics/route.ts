import { forScheduler } from "@/lib/http/define-cron.server";
import { methods } from "@/lib/http/methods.server";
import { countOpenWork } from "@/lib/runs/count-open-work.server";
import { metricsPage } from "@/lib/telemetry/metrics-page.server";

/** What this process counted, in Prometheus' text format, for whoever carries CRON_SECRET. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: forScheduler(({ now }) => metricsPage(() => countOpenWork(now))),
});
