import { listMembers } from "@/lib/accounts/organization-members.server";
import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { SlugParams } from "@/lib/http/slug-params";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "user", limit: "read", params: SlugParams, query: PageQuery },
    async ({ viewer, params, query }) =>
      Response.json(await listMembers({ slug: params.slug, viewerId: viewer.id, ...query })),
  ),
});
