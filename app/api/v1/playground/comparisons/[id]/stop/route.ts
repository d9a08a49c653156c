import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { stopComparison } from "@/lib/runs/read-comparison.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write", params: IdParams }, async ({ viewer, params, now }) =>
    Response.json(await stopComparison(viewer.id, params.id, now)),
  ),
});
