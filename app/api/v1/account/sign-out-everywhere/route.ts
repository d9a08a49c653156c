import { signOutEverywhere } from "@/lib/accounts/sessions.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write" }, async ({ viewer }) => {
    await signOutEverywhere(viewer.id);
    return Response.json({ signedOut: true });
  }),
});
