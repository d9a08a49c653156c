import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { PickBody } from "@/lib/runs/comparison-pick";
import { pickWinner } from "@/lib/runs/pick-winner.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "write", params: IdParams, body: PickBody },
    async ({ viewer, params, body, now }) =>
      Response.json(await pickWinner({ userId: viewer.id, comparisonId: params.id, body, now })),
  ),
});
