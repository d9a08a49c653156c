import { followSubscription } from "@/lib/billing/follow-subscription.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read" }, async ({ viewer, now }) =>
    Response.json(await followSubscription(viewer.id, now)),
  ),
});
