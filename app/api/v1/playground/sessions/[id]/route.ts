import { z } from "zod";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { Id } from "@/lib/id-schema";
import { changeSession, deleteSession } from "@/lib/sessions/change-session.server";
import { findSession } from "@/lib/sessions/get-session.server";
import { SessionPatch } from "@/lib/sessions/session";

const reading = { auth: "user", limit: "read", params: IdParams } as const;
const writing = { auth: "user", limit: "write", params: IdParams } as const;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ ...reading, query: z.object({ run: Id.optional() }) }, async ({ viewer, params, query }) => {
    const session = await findSession(viewer.id, params.id, query.run);
    if (session === null) throw new AppError("not_found");
    // A fork's turns are those that were shared and then its own.
    return Response.json({ ...session, turns: [...(session.fork?.turns ?? []), ...session.turns] });
  }),
  PATCH: defineRoute({ ...writing, body: SessionPatch }, async ({ viewer, params, body, now }) =>
    Response.json(await changeSession({ user: viewer, sessionId: params.id, patch: body, now })),
  ),
  DELETE: defineRoute(writing, async ({ viewer, params, now }) =>
    Response.json(await deleteSession(viewer.id, params.id, now)),
  ),
});
