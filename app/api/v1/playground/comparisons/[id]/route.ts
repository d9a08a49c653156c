import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { getComparison } from "@/lib/runs/read-comparison.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ viewer, params, now }) =>
    Response.json(await getComparison(viewer.id, params.id, now)),
  ),
});
