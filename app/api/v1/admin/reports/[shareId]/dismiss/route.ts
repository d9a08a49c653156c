import { z } from "zod";
import { OptionalReason } from "@/lib/accounts/reason";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { Id } from "@/lib/id-schema";
import { dismissReports } from "@/lib/moderation/dismiss-reports.server";

const Params = z.object({ shareId: Id });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: Params, body: OptionalReason, emptyBody: true },
    async ({ viewer, params, body, now }) =>
      Response.json(await dismissReports({ ...params, reason: body.reason, actorId: viewer.id, now })),
  ),
});
