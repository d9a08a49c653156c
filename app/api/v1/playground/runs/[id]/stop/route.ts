import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { stopRun } from "@/lib/runs/stop-run.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write", params: IdParams }, async ({ viewer, params, now }) =>
    Response.json(await stopRun(viewer.id, params.id, now)),
  ),
});
