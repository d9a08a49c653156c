import { revokeInvitation } from "@/lib/accounts/invitations.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { SlugParams } from "@/lib/http/slug-params";
import { Id } from "@/lib/id-schema";

const InvitationParams = SlugParams.extend({ id: Id });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: defineRoute({ auth: "user", limit: "write", params: InvitationParams }, async ({ viewer, params, now }) => {
    await revokeInvitation({ slug: params.slug, actorId: viewer.id, invitationId: params.id, now });
    return Response.json({ id: params.id, revoked: true });
  }),
});
