import { after } from "next/server";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { eventStream } from "@/lib/http/event-stream.server";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { rateLimitHeaders } from "@/lib/http/limits";
import { methods } from "@/lib/http/methods.server";
import { ComparisonRequest } from "@/lib/runs/comparison-request";
import { awaitComparison, followComparison } from "@/lib/runs/follow-comparison.server";
import { comparisonRuns, getComparison } from "@/lib/runs/read-comparison.server";
import { startComparison } from "@/lib/runs/start-comparison.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "run", body: ComparisonRequest },
    async ({ request, requestId, viewer, body, now }) => {
      const key = idempotencyKeyOf(request.headers);
      const started = await startComparison({ user: viewer, request: body, idempotencyKey: key, now });
      after(() => started.settled);
      const headers = started.limit ? rateLimitHeaders(started.limit.perMinute, started.limit.left, 60) : {};
      const { comparisonId } = started;
      const runIds = await comparisonRuns(viewer.id, comparisonId, now);
      if (request.headers.get("accept")?.includes("text/event-stream")) {
        const positions = runIds.map(() => 0);
        return eventStream((signal) => followComparison(viewer.id, runIds, { positions, signal }), headers);
      }
      const ends = await awaitComparison(viewer.id, runIds, request.signal);
      if (ends.every((end) => end === null)) throw new AppError("not_found");
      const { sessionId } = await getComparison(viewer.id, comparisonId, now);
      const lanes = ends.map((end) => (end?.type === "error" ? { ...end.data, requestId } : (end?.data ?? null)));
      return Response.json({ comparisonId, sessionId, lanes }, { headers });
    },
  ),
});
