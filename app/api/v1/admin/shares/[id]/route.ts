import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { findReportedContent } from "@/lib/sessions/find-reported-content.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "admin", limit: "read", params: IdParams }, async ({ params }) => {
    const found = await findReportedContent(params.id);
    if (found === null) throw new AppError("not_found");
    return Response.json(found);
  }),
});
