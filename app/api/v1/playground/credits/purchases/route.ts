import { listReceipts } from "@/lib/billing/list-receipts.server";
import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: PageQuery }, async ({ viewer, query }) =>
    Response.json(await listReceipts({ userId: viewer.id, ...query })),
  ),
});
