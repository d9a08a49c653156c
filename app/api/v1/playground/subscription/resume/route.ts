import { changeSubscription } from "@/lib/billing/change-subscription.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "write" }, async ({ viewer, now }) =>
    Response.json(await changeSubscription({ userId: viewer.id, cancels: false, now })),
  ),
});
