import { getCreditSummary } from "@/lib/credits/wallet.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read" }, async ({ viewer }) =>
    Response.json(await getCreditSummary(viewer.id)),
  ),
});
