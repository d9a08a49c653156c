import { z } from "zod";
import { replayEvent } from "@/lib/billing/replay-event.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

const Params = z.object({ id: z.string().regex(/^\w{1,255}$/) });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "admin", limit: "write", params: Params }, async ({ viewer, params, now }) =>
    Response.json(await replayEvent(params.id, viewer.id, now)),
  ),
});
