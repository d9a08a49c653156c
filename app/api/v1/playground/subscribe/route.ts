import { ReturnTo } from "@/lib/billing/return-to";
import { subscribe } from "@/lib/billing/subscribe.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "purchase", body: ReturnTo, emptyBody: true },
    async ({ viewer, body, now }) =>
      Response.json({ checkoutUrl: await subscribe({ userId: viewer.id, returnTo: body.returnTo, now }) }),
  ),
});
