import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { listScopes } from "@/lib/prompts/list-scopes.server";

/** Where one may publish a prompt. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read" }, async ({ viewer }) =>
    Response.json({ items: await listScopes(viewer), nextCursor: null }),
  ),
});
