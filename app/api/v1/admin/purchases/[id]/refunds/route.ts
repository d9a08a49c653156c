import { refundPurchase } from "@/lib/billing/refund-purchase.server";
import { NewRefund } from "@/lib/billing/refund-request";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: NewRefund },
    async ({ viewer, params, body, now }) =>
      Response.json(await refundPurchase({ ...body, purchaseId: params.id, actorId: viewer.id, now })),
  ),
});
