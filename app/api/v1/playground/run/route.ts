import { after } from "next/server";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { eventStream } from "@/lib/http/event-stream.server";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { rateLimitHeaders } from "@/lib/http/limits";
import { methods } from "@/lib/http/methods.server";
import { awaitRun, followRun } from "@/lib/runs/follow-run.server";
import { RunRequest } from "@/lib/runs/run-request";
import { startRun } from "@/lib/runs/start-run.server";
import { observeStart } from "@/lib/telemetry/observe-run.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "run", body: RunRequest }, async ({ request, viewer, body, now }) => {
    const key = idempotencyKeyOf(request.headers);
    const run = await observeStart(() => startRun({ user: viewer, request: body, idempotencyKey: key, now }));
    // Where the process may end with the response, it has to stay for the work behind it.
    after(() => run.settled);
    const headers = run.limit ? rateLimitHeaders(run.limit.perMinute, run.limit.left, 60) : {};
    if (request.headers.get("accept")?.includes("text/event-stream")) {
      return eventStream((signal) => followRun(viewer.id, run.runId, { signal }), headers);
    }
    const end = await awaitRun(viewer.id, run.runId, request.signal);
    if (end === null) throw new AppError("not_found");
    if (end.type === "done") return Response.json(end.data, { headers });
    const { error, message, ...details } = end.data;
    throw new AppError(error, { message, details });
  }),
});
