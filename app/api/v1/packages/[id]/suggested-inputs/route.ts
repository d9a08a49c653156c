import { defineRoute } from "@/lib/http/define-route.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { parseOrRefuse } from "@/lib/http/parse";
import {
  addSuggestedInput,
  changeSuggestedInput,
  deleteSuggestedInput,
  listSuggestedInputs,
} from "@/lib/packages/manage-suggested-inputs.server";
import { InputChange, InputId, NewInput } from "@/lib/packages/suggested-input-request";

/** A DELETE names the input in its body or in its address. */
const SomeId = InputId.partial();

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "anyone", limit: "read", params: IdParams }, async ({ viewer, params }) =>
    Response.json({ items: await listSuggestedInputs(viewer?.id ?? null, params.id) }),
  ),
  POST: defineRoute(
    { auth: "user", limit: "write", body: NewInput, params: IdParams },
    async ({ viewer, params, body }) =>
      Response.json(await addSuggestedInput({ userId: viewer.id, packageId: params.id }, body)),
  ),
  PATCH: defineRoute(
    { auth: "user", limit: "write", body: InputChange, params: IdParams },
    async ({ viewer, params, body }) =>
      Response.json(await changeSuggestedInput({ userId: viewer.id, packageId: params.id }, body)),
  ),
  DELETE: defineRoute(
    { auth: "user", limit: "write", body: SomeId, emptyBody: true, query: SomeId, params: IdParams },
    async ({ viewer, params, body, query }) => {
      const { id } = parseOrRefuse(InputId, { ...query, ...body });
      await deleteSuggestedInput({ userId: viewer.id, packageId: params.id }, id);
      return Response.json({ deleted: true });
    },
  ),
});
