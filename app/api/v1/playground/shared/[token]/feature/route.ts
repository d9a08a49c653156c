import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { FeatureBody, featureShare } from "@/lib/sessions/feature-share.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "write", params: TokenParams, body: FeatureBody },
    async ({ viewer, params, body, now }) =>
      Response.json(await featureShare({ ...params, ...body, userId: viewer.id, now })),
  ),
});
