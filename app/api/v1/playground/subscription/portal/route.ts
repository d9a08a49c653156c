import { openPortal } from "@/lib/billing/change-subscription.server";
import { ReturnTo } from "@/lib/billing/return-to";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write", body: ReturnTo, emptyBody: true }, async ({ viewer, body, now }) =>
    Response.json({ url: await openPortal(viewer.id, body.returnTo, now) }),
  ),
});
