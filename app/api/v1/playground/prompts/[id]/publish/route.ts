import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { DraftPublication } from "@/lib/prompts/prompt-request";
import { publishDraft } from "@/lib/prompts/publish-draft.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineRoute(
    { auth: "user", limit: "publish", body: DraftPublication, params: IdParams },
    async ({ viewer, params, body }) => {
      const publisher = { id: viewer.id, handle: viewer.handle, isBuiltIn: false };
      return Response.json(await publishDraft({ publisher, draftId: params.id, publication: body }));
    },
  ),
});
