import { SearchQuery } from "@/lib/accounts/search";
import { searchWallets } from "@/lib/credits/search-wallets.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "admin", limit: "read", query: SearchQuery }, async ({ query, now }) =>
    Response.json(await searchWallets({ ...query, now })),
  ),
});
