import { z } from "zod";
import { Reason } from "@/lib/accounts/reason";
import { requireOrganizationRecord } from "@/lib/accounts/search-organizations.server";
import { verifyOrganization } from "@/lib/accounts/verify-organization.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";

const OrganizationPatch = z.object({ verified: z.boolean().optional(), reason: Reason.optional() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  PATCH: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: OrganizationPatch },
    async ({ viewer, params, body, now }) => {
      const { verified, reason } = body;
      if (verified !== undefined) {
        await verifyOrganization({ organizationId: params.id, verified, reason, actorId: viewer.id, now });
      }
      return Response.json(await requireOrganizationRecord(params.id));
    },
  ),
});
