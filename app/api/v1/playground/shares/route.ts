import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { listShares } from "@/lib/sessions/list-shares.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: PageQuery }, async ({ viewer, query, now }) =>
    Response.json(await listShares({ userId: viewer.id, ...query, now })),
  ),
});
