import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { estimateRun } from "@/lib/runs/estimate-run.server";
import { RunRequest } from "@/lib/runs/run-request";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "estimate", body: RunRequest }, async ({ viewer, body, now }) =>
    Response.json(await estimateRun(viewer.id, body, now)),
  ),
});
