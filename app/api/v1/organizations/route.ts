import { createOrganization } from "@/lib/accounts/create-organization.server";
import { NewOrganization } from "@/lib/accounts/organization-request";
import { listOwnOrganizations } from "@/lib/accounts/organizations.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read" }, async ({ viewer }) =>
    Response.json({ items: await listOwnOrganizations(viewer.id), nextCursor: null }),
  ),
  POST: defineRoute({ auth: "user", limit: "write", body: NewOrganization }, async ({ viewer, body, now }) =>
    Response.json(await createOrganization({ userId: viewer.id, request: body, now })),
  ),
});
