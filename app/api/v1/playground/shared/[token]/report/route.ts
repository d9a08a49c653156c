import { apiWriter } from "@/lib/http/api-reader.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { NewReport } from "@/lib/moderation/report";
import { reportShare } from "@/lib/sessions/report-share.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "anyone", limit: "anonymous", params: TokenParams, body: NewReport },
    async ({ params, body, ...call }) => {
      const { reader, answer } = apiWriter(call);
      return answer(await reportShare({ token: params.token, reader, report: body, now: call.now }));
    },
  ),
});
