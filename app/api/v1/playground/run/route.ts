import { defineRoute } from "@/lib/http/define-route.server";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { methods } from "@/lib/http/methods.server";
import { RunRequest } from "@/lib/runs/run-request";
import { startRun } from "@/lib/runs/start-run.server";
import { observeStart } from "@/lib/telemetry/observe-run.server";
import { answerRun } from "../answer-run";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "run", body: RunRequest }, async ({ request, viewer, body, now }) => {
    const idempotencyKey = idempotencyKeyOf(request.headers);
    const run = await observeStart(() => startRun({ user: viewer, request: body, idempotencyKey, now }));
    return answerRun(request, viewer.id, run);
  }),
});
