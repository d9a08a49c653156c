import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { ForkBody, forkShare } from "@/lib/sessions/fork-share.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "write", params: TokenParams, body: ForkBody, emptyBody: true },
    async ({ viewer, params, body, now }) =>
      Response.json(await forkShare({ user: viewer, token: params.token, body, now })),
  ),
});
