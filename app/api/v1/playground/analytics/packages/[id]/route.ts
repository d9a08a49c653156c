import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { getPackageFigures } from "@/lib/insights/get-package-figures.server";
import { toPeriod } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";
import { requireInsider } from "@/lib/insights/require-insider.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "user", limit: "read", params: IdParams, query: PeriodQuery },
    async ({ viewer, params, query, now }) => {
      const period = toPeriod(query, now);
      await requireInsider(viewer, params.id);
      return Response.json(await getPackageFigures(params.id, period, viewer.id));
    },
  ),
});
