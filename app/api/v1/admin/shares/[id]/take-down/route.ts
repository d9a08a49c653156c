import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { ReasonGiven } from "@/lib/moderation/moderation-act";
import { takeDownShare } from "@/lib/moderation/take-down.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: ReasonGiven },
    async ({ viewer, params, body, now }) =>
      Response.json(await takeDownShare({ shareId: params.id, ...body, actorId: viewer.id, now })),
  ),
});
