import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { ResultsQuery } from "@/lib/sessions/community-result";
import { listPackageResults } from "@/lib/sessions/list-results.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "anyone", limit: "read", params: IdParams, query: ResultsQuery },
    async ({ viewer, params, query, now }) =>
      Response.json(await listPackageResults(viewer?.id ?? null, { packageId: params.id, ...query, now })),
  ),
});
