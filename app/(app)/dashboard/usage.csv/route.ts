import { csvResponse } from "@/lib/http/csv-response.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { orSignIn } from "@/lib/http/or-sign-in.server";
import { exportUsage } from "@/lib/insights/export-usage.server";
import { toPeriod } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";

const download = defineRoute({ auth: "user", limit: "read", query: PeriodQuery }, async ({ viewer, query, now }) => {
  const period = toPeriod(query, now);
  const filename = `prpm-usage-${period.from}-to-${period.to}.csv`;
  return csvResponse({ chunks: exportUsage(viewer.id, period), filename, forSpreadsheet: true });
});

/** One's own use of a period as a file for a spreadsheet, by day, model and package. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: orSignIn(download) });
