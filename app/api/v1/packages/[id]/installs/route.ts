import { apiWriter } from "@/lib/http/api-reader.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { countInstall } from "@/lib/insights/count-install.server";
import { Install } from "@/lib/insights/install";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  /** The page says that its reader copied or downloaded the package. */
  POST: defineRoute(
    { auth: "anyone", limit: "write", params: IdParams, body: Install },
    async ({ params, body, ...call }) => {
      const { reader, answer } = apiWriter(call);
      return answer({ counted: await countInstall(params.id, reader, body, call.now) });
    },
  ),
});
