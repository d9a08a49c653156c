import { csvResponse } from "@/lib/http/csv-response.server";
import { defineRoute, type RouteHandler } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { prefers } from "@/lib/http/prefers";
import { exportUsage } from "@/lib/insights/export-usage.server";
import { PeriodQuery, toPeriod } from "@/lib/insights/period";

const download = defineRoute({ auth: "user", limit: "read", query: PeriodQuery }, async ({ viewer, query, now }) => {
  const period = toPeriod(query, now);
  const filename = `prpm-usage-${period.from}-to-${period.to}.csv`;
  return csvResponse({ chunks: exportUsage(viewer.id, period), filename, forSpreadsheet: true });
});

/** Somebody whose session ended before they pressed the link signs in and comes back to the page that has it. */
const downloadOrSignIn: RouteHandler = async (request, context) => {
  const response = await download(request, context);
  if (response.status !== 401 || !prefers(request.headers.get("accept"), "text/html")) return response;
  return new Response(null, { status: 303, headers: { Location: "/sign-in?callbackUrl=%2Fdashboard" } });
};

/** One's own use of a period as a file for a spreadsheet, by day, model and package. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: downloadOrSignIn });
