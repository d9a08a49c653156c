import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { getAuthor } from "@/lib/insights/get-author.server";
import { toPeriod } from "@/lib/insights/period";
import { PeriodQuery } from "@/lib/insights/period-query";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: PeriodQuery }, async ({ viewer, query, now }) =>
    Response.json(await getAuthor(viewer.id, toPeriod(query, now))),
  ),
});
