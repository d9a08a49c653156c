import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { idempotencyKeyOf } from "@/lib/http/idempotency-key";
import { methods } from "@/lib/http/methods.server";
import { createDraft, listDrafts } from "@/lib/prompts/drafts.server";
import { NewDraft } from "@/lib/prompts/prompt-request";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: PageQuery }, async ({ viewer, query }) =>
    Response.json(await listDrafts({ userId: viewer.id, ...query })),
  ),
  POST: defineRoute({ auth: "user", limit: "write", body: NewDraft }, async ({ request, viewer, body, now }) => {
    const idempotencyKey = idempotencyKeyOf(request.headers);
    return Response.json(await createDraft({ userId: viewer.id, draft: body, idempotencyKey, now }));
  }),
});
