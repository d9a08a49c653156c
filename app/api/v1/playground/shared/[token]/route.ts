import { AppError } from "@/lib/errors";
import { apiReader } from "@/lib/http/api-reader.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { TokenParams } from "@/lib/http/token-params";
import { findShared } from "@/lib/sessions/get-shared.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "anyone", limit: "read", params: TokenParams }, async ({ params, ...call }) => {
    const { reader } = apiReader(call);
    const found = await findShared(params.token, reader, call.now);
    if (found === null) throw new AppError("not_found");
    return Response.json(found.shared, { headers: { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" } });
  }),
});
