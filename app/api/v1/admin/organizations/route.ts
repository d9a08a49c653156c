import { SearchQuery } from "@/lib/accounts/search";
import { searchOrganizations } from "@/lib/accounts/search-organizations.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "admin", limit: "read", query: SearchQuery }, async ({ query }) =>
    Response.json(await searchOrganizations(query)),
  ),
});
