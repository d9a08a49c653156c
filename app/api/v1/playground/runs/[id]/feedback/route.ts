import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { rateRun } from "@/lib/runs/rate-run.server";
import { FeedbackBody } from "@/lib/runs/run-feedback";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "write", params: IdParams, body: FeedbackBody },
    async ({ viewer, params, body, now }) =>
      Response.json(await rateRun({ userId: viewer.id, runId: params.id, body, now })),
  ),
});
