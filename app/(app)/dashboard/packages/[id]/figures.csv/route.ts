import { csvResponse } from "@/lib/http/csv-response.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { orSignIn } from "@/lib/http/or-sign-in.server";
import { getPackageFigures } from "@/lib/insights/get-package-figures.server";
import { packageCsv } from "@/lib/insights/package-csv";
import { toPeriod } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";
import { requireInsider } from "@/lib/insights/require-insider.server";

const download = defineRoute(
  { auth: "user", limit: "read", params: IdParams, query: PeriodQuery },
  async ({ viewer, params, query, now }) => {
    const period = toPeriod(query, now);
    await requireInsider(viewer, params.id);
    const { scope, name, byDay } = await getPackageFigures(params.id, period);
    const filename = `${scope}-${name}-${period.from}-to-${period.to}.csv`;
    return csvResponse({ chunks: packageCsv(byDay), filename, forSpreadsheet: true });
  },
);

/** A package's days as a file for a spreadsheet, by a link that needs no script. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: orSignIn(download) });
