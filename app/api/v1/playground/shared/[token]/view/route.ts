import { AppError } from "@/lib/errors";
import { apiWriter } from "@/lib/http/api-reader.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { findShared } from "@/lib/sessions/get-shared.server";
import { countView } from "@/lib/sessions/rate-share.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  /** The page says that it is open in a browser, which brings the reader's cookie along. */
  POST: defineRoute({ auth: "anyone", limit: "read", params: TokenParams }, async ({ params, ...call }) => {
    const { reader, answer } = apiWriter(call);
    const found = await findShared(params.token, reader, call.now);
    if (found === null) throw new AppError("not_found");
    await countView(found, reader, call.now);
    return answer({ counted: true, yourVote: found.shared.yourVote });
  }),
});
