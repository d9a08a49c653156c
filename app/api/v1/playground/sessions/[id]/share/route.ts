import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { changeShare, createShare } from "@/lib/sessions/publish-share.server";
import { revokeShare } from "@/lib/sessions/revoke-share.server";
import { ShareBody } from "@/lib/sessions/share";
import { requireShare } from "@/lib/sessions/share-row.server";

const sharing = { auth: "user", limit: "publish", params: IdParams } as const;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ viewer, params, now }) =>
    Response.json(await requireShare(viewer.id, params.id, now)),
  ),
  POST: defineRoute({ ...sharing, body: ShareBody, emptyBody: true }, async ({ viewer, params, body, now }) =>
    Response.json(await createShare({ user: viewer, sessionId: params.id, body, now })),
  ),
  PATCH: defineRoute({ ...sharing, body: ShareBody, emptyBody: true }, async ({ viewer, params, body, now }) =>
    Response.json(await changeShare({ user: viewer, sessionId: params.id, body, now })),
  ),
  DELETE: defineRoute({ ...sharing, limit: "write" }, async ({ viewer, params, now }) =>
    Response.json(await revokeShare(viewer.id, params.id, now)),
  ),
});
