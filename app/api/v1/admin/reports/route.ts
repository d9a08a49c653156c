import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { listReports } from "@/lib/sessions/list-reports.server";
import { ReportsQuery } from "@/lib/sessions/reported-share";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "admin", limit: "read", query: ReportsQuery }, async ({ query, now }) =>
    Response.json(await listReports({ ...query, now })),
  ),
});
