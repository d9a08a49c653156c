import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route.server";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { methods } from "@/lib/http/methods.server";
import { Id } from "@/lib/id-schema";
import { RetryBody, retryLane } from "@/lib/runs/retry-lane.server";
import { observeStart } from "@/lib/telemetry/observe-run.server";
import { answerRun } from "../../../../../answer-run";

export const maxDuration = 300;

const LaneParams = z.object({
  id: Id,
  lane: z
    .string()
    .regex(/^[0-3]$/)
    .transform(Number),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "run", params: LaneParams, body: RetryBody, emptyBody: true },
    async ({ request, viewer, params, body, now }) => {
      const asked = { user: viewer, comparisonId: params.id, lane: params.lane, body, now };
      const idempotencyKey = idempotencyKeyOf(request.headers);
      return answerRun(request, viewer.id, await observeStart(() => retryLane({ ...asked, idempotencyKey })));
    },
  ),
});
