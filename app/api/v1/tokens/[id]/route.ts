import { revokeApiToken } from "@/lib/accounts/api-tokens.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  DELETE: defineRoute({ auth: "user", limit: "write", params: IdParams }, async ({ viewer, params }) => {
    await revokeApiToken(viewer.id, params.id);
    return Response.json({ id: params.id, revoked: true });
  }),
});
