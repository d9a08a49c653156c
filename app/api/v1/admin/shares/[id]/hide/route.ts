import { OptionalReason } from "@/lib/accounts/reason";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { setHidden } from "@/lib/moderation/hide-share.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: OptionalReason, emptyBody: true },
    async ({ viewer, params, body, now }) =>
      Response.json(
        await setHidden({ shareId: params.id, reason: body.reason, actorId: viewer.id, hidden: true, now }),
      ),
  ),
});
