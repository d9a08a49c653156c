import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { findSession } from "@/lib/sessions/get-session.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ viewer, params }) => {
    const session = await findSession(viewer.id, params.id);
    if (session === null) throw new AppError("not_found");
    return Response.json(session);
  }),
});
