import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { banSharing } from "@/lib/moderation/ban-sharing.server";
import { SharingBan } from "@/lib/moderation/moderation-act";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: SharingBan },
    async ({ viewer, params, body, now }) =>
      Response.json(await banSharing({ userId: params.id, ban: body, actorId: viewer.id, now })),
  ),
});
