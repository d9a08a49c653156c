import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { requireManager } from "@/lib/packages/manages-package.server";
import { listFeedback } from "@/lib/runs/list-feedback.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "user", limit: "read", params: IdParams, query: PageQuery },
    async ({ viewer, params, query }) => {
      await requireManager(viewer.id, params.id);
      return Response.json(await listFeedback({ packageId: params.id, ...query }));
    },
  ),
});
