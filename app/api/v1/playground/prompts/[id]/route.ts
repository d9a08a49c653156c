import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { changeDraft, deleteDraft, requireDraft } from "@/lib/prompts/drafts.server";
import { DraftChange } from "@/lib/prompts/prompt-request";

const writing = { auth: "user", limit: "write", params: IdParams } as const;

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", params: IdParams }, async ({ viewer, params }) =>
    Response.json(await requireDraft(viewer.id, params.id)),
  ),
  PATCH: defineRoute({ ...writing, body: DraftChange }, async ({ viewer, params, body, now }) =>
    Response.json(await changeDraft({ userId: viewer.id, id: params.id, change: body, now })),
  ),
  DELETE: defineRoute(writing, async ({ viewer, params }) => {
    await deleteDraft(viewer.id, params.id);
    return Response.json({ deleted: true });
  }),
});
