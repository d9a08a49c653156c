import { after } from "next/server";
import { AppError } from "@/lib/errors";
import { eventStream } from "@/lib/http/event-stream.server";
import { rateLimitHeaders } from "@/lib/http/limits";
import { awaitRun, followRun } from "@/lib/runs/follow-run.server";
import type { StartedRun } from "@/lib/runs/start-run.server";

/** Answers with the run's events where they are asked for, else with its receipt or one error. */
export async function answerRun(request: Request, userId: string, run: StartedRun): Promise<Response> {
  // Where the process may end with the response, it has to stay for the work behind it.
  after(() => run.settled);
  const headers = run.limit ? rateLimitHeaders(run.limit.perMinute, run.limit.left, 60) : {};
  if (request.headers.get("accept")?.includes("text/event-stream")) {
    return eventStream((signal) => followRun(userId, run.runId, { signal }), headers);
  }
  const end = await awaitRun(userId, run.runId, request.signal);
  if (end === null) throw new AppError("not_found");
  if (end.type === "done") return Response.json(end.data, { headers });
  const { error, message, ...details } = end.data;
  throw new AppError(error, { message, details });
}
