import { csvResponse } from "@/lib/http/csv-response.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { orSignIn } from "@/lib/http/or-sign-in.server";
import { operatorCsv } from "@/lib/insights/operator-csv";
import { operatorMoney } from "@/lib/insights/operator-money.server";
import { operatorRuns } from "@/lib/insights/operator-runs.server";
import { toPeriod } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";

const download = defineRoute({ auth: "admin", limit: "read", query: PeriodQuery }, async ({ query, now }) => {
  const period = toPeriod(query, now);
  const [{ byDay }, { revenue }] = await Promise.all([operatorRuns(period), operatorMoney(period)]);
  const filename = `prpm-operator-${period.from}-to-${period.to}.csv`;
  return csvResponse({ chunks: operatorCsv(byDay, revenue), filename, forSpreadsheet: true });
});

/** The operator's days as a file for a spreadsheet, by a link that needs no script. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: orSignIn(download) });
