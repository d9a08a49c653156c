import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { eventStream } from "@/lib/http/event-stream.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { followComparison, readPositions } from "@/lib/runs/follow-comparison.server";
import { comparisonRuns } from "@/lib/runs/read-comparison.server";

export const maxDuration = 300;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ request, viewer, params, now }) => {
    const runIds = await comparisonRuns(viewer.id, params.id, now);
    if (runIds.length === 0) throw new AppError("not_found");
    const last = request.headers.get("last-event-id") ?? "";
    const positions = last === "" ? runIds.map(() => 0) : readPositions(last, runIds.length);
    if (positions === null) {
      const message = "must be the positions of all lanes, joined by commas";
      throw new AppError("invalid_input", { message, details: { issues: [{ path: "Last-Event-ID", message }] } });
    }
    return eventStream((signal) => followComparison(viewer.id, runIds, { positions, signal }));
  }),
});
