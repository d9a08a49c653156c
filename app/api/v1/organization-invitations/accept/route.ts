import { z } from "zod";
import { acceptInvitation } from "@/lib/accounts/accept-invitation.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

const Acceptance = z.object({ token: z.string().min(1).max(200) });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write", body: Acceptance }, async ({ viewer, body, now }) =>
    Response.json(await acceptInvitation({ token: body.token, userId: viewer.id, now })),
  ),
});
