import { z } from "zod";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { Id } from "@/lib/id-schema";
import { listUsedPrompts } from "@/lib/prompts/list-used-prompts.server";

/** What the runs of one's own session were told that were made with a prompt of one's own. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "user", limit: "read", query: z.object({ sessionId: Id }) },
    async ({ viewer, query, now }) =>
      Response.json({ items: await listUsedPrompts(viewer.id, query.sessionId, now), nextCursor: null }),
  ),
});
