import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { listSessions } from "@/lib/sessions/get-session.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: PageQuery }, async ({ viewer, query }) =>
    Response.json(await listSessions({ userId: viewer.id, ...query })),
  ),
});
