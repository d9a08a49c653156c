import { adjustCredits } from "@/lib/credits/adjust-credits.server";
import { NewAdjustment } from "@/lib/credits/adjustment-request";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "admin", limit: "write", params: IdParams, body: NewAdjustment },
    async ({ viewer, params, body, now }) => {
      const adjusted = await adjustCredits({ userId: params.id, ...body, actorId: viewer.id, now });
      return Response.json({ adjusted, ...body, wallet: await getCreditSummary(params.id) });
    },
  ),
});
