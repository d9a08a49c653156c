import { z } from "zod";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { eventStream } from "@/lib/http/event-stream.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { parseOrRefuse } from "@/lib/http/parse";
import { followRun } from "@/lib/runs/follow-run.server";
import { findRunTail } from "@/lib/runs/read-run.server";

export const maxDuration = 300;

/** What a database column of positions holds. */
const POSITION_MAX = 2 ** 31 - 1;
const Position = z.object({ "Last-Event-ID": z.coerce.number().int().min(0).max(POSITION_MAX) });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ request, viewer, params, now }) => {
    const { "Last-Event-ID": after } = parseOrRefuse(Position, {
      "Last-Event-ID": request.headers.get("last-event-id") ?? 0,
    });
    if ((await findRunTail(viewer.id, params.id, now, after)) === null) throw new AppError("not_found");
    return eventStream((signal) => followRun(viewer.id, params.id, { after, signal }));
  }),
});
