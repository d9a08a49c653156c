import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { previewShare } from "@/lib/sessions/publish-share.server";
import { ShareBody } from "@/lib/sessions/share";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "write", params: IdParams, body: ShareBody, emptyBody: true },
    async ({ viewer, params, body, now }) =>
      Response.json(await previewShare({ user: viewer, sessionId: params.id, body, now })),
  ),
});
