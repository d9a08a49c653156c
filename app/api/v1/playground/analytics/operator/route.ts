import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { getOperator } from "@/lib/insights/get-operator.server";
import { toPeriod } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "admin", limit: "read", query: PeriodQuery }, async ({ query, now }) =>
    Response.json(await getOperator(toPeriod(query, now), now)),
  ),
});
