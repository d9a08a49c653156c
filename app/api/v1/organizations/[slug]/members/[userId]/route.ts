import { z } from "zod";
import { ORGANIZATION_ROLES } from "@/lib/accounts/organization";
import { changeRole, removeMember, requireMember } from "@/lib/accounts/organization-members.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { SlugParams } from "@/lib/http/slug-params";
import { Id } from "@/lib/id-schema";

const MemberParams = SlugParams.extend({ userId: Id });
const MemberPatch = z.object({ role: z.enum(ORGANIZATION_ROLES).optional() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: MemberParams }, async ({ viewer, params }) =>
    Response.json(await requireMember({ ...params, viewerId: viewer.id })),
  ),
  PATCH: defineRoute(
    { auth: "user", limit: "write", params: MemberParams, body: MemberPatch },
    async ({ viewer, params, body, now }) => {
      if (body.role !== undefined) await changeRole({ ...params, actorId: viewer.id, role: body.role, now });
      return Response.json(await requireMember({ ...params, viewerId: viewer.id }));
    },
  ),
  DELETE: defineRoute({ auth: "user", limit: "write", params: MemberParams }, async ({ viewer, params, now }) => {
    await removeMember({ ...params, actorId: viewer.id, now });
    return Response.json({ userId: params.userId, removed: true });
  }),
});
