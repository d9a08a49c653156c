import { NewPurchase } from "@/lib/billing/purchase";
import { startPurchase } from "@/lib/billing/start-purchase.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute({ auth: "user", limit: "purchase", body: NewPurchase }, async ({ request, viewer, body, now }) => {
    const idempotencyKey = idempotencyKeyOf(request.headers);
    return Response.json(await startPurchase({ userId: viewer.id, request: body, idempotencyKey, now }));
  }),
});
