import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { deleteSessions } from "@/lib/sessions/delete-sessions.server";
import { SessionIds } from "@/lib/sessions/session";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write", body: SessionIds }, async ({ viewer, body, now }) =>
    Response.json(await deleteSessions(viewer.id, body.ids, now)),
  ),
});
