import { z } from "zod";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { findSession } from "@/lib/sessions/get-session.server";

const options = { auth: "user", limit: "read", params: IdParams } as const;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ ...options, query: z.object({ run: z.uuid().optional() }) }, async ({ viewer, params, query }) => {
    const session = await findSession(viewer.id, params.id, query.run);
    if (session === null) throw new AppError("not_found");
    return Response.json(session);
  }),
});
