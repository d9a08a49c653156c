import { apiWriter } from "@/lib/http/api-reader.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { Vote, voteOnShare } from "@/lib/sessions/rate-share.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "anyone", limit: "anonymous", params: TokenParams, body: Vote },
    async ({ params, body, ...call }) => {
      const { reader, answer } = apiWriter(call);
      return answer(await voteOnShare(params.token, reader, body, call.now));
    },
  ),
});
