import { z } from "zod";
import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import { plainText } from "@/lib/text";

const SessionsQuery = PageQuery.extend({ q: plainText({ max: 200 }).optional(), packageId: z.uuid().optional() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: SessionsQuery }, async ({ viewer, query }) =>
    Response.json(await listSessions({ userId: viewer.id, ...query })),
  ),
});
