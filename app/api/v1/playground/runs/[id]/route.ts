import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { findRun } from "@/lib/runs/read-run.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ viewer, params, now }) => {
    const run = await findRun(viewer.id, params.id, now);
    if (run === null) throw new AppError("not_found");
    return Response.json(run);
  }),
});
