import { createInvitation, listInvitations } from "@/lib/accounts/invitations.server";
import { NewInvitation } from "@/lib/accounts/organization-request";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { SlugParams } from "@/lib/http/slug-params";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: SlugParams }, async ({ viewer, params, now }) =>
    Response.json({ items: await listInvitations({ ...params, actorId: viewer.id, now }), nextCursor: null }),
  ),
  POST: defineRoute(
    { auth: "user", limit: "write", params: SlugParams, body: NewInvitation },
    async ({ viewer, params, body, now }) =>
      Response.json(await createInvitation({ ...params, actorId: viewer.id, request: body, now })),
  ),
});
