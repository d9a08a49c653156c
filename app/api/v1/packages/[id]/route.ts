import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { findPackage } from "@/lib/packages/get-package.server";
import { VersionQuery } from "@/lib/packages/version-query";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "anyone", limit: "read", params: IdParams, query: VersionQuery },
    async ({ viewer, params, query }) => {
      const found = await findPackage(viewer?.id ?? null, { id: params.id }, query.version);
      if (found === null) throw new AppError("not_found");
      return Response.json(found);
    },
  ),
});
