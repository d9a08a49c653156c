import { z } from "zod";
import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { Id } from "@/lib/id-schema";
import { MODEL_NAMES } from "@/lib/models/models";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import { plainText } from "@/lib/text";

const TrueOrFalse = z.enum(["true", "false"]).transform((word) => word === "true");

const SessionsQuery = PageQuery.extend({
  q: plainText({ max: 200 }).optional(),
  packageId: Id.optional(),
  model: z.enum(MODEL_NAMES).optional(),
  saved: TrueOrFalse.optional(),
  shared: TrueOrFalse.optional(),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: SessionsQuery }, async ({ viewer, query }) =>
    Response.json(await listSessions({ userId: viewer.id, ...query })),
  ),
});
