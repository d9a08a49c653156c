import { z } from "zod";
import { OptionalReason } from "@/lib/accounts/reason";
import { replayEvent } from "@/lib/billing/replay-event.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

const Params = z.object({ id: z.string().regex(/^\w{1,255}$/) });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: Params, body: OptionalReason, emptyBody: true },
    async ({ viewer, params, body, now }) =>
      Response.json(await replayEvent({ ...params, ...body, actorId: viewer.id, now })),
  ),
});
