import { z } from "zod";
import { newestFirst, pageOf, paging } from "../wire/page";
import { flag, isWithin, range, text } from "../wire/params";
import { route } from "../wire/route";
import { invalid } from "../wire/stripe-error";
import { requireRow } from "../work";

const KEPT_SECONDS = 30 * 86_400;

const ListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  delivery_success: flag.optional(),
  type: text.optional(),
  types: z.array(text).max(20).optional(),
});

/** `charge.*` and `*` stand for all that begin so. */
function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

export const eventRoutes = [
  route("GET /v1/events", ListParams, (work, params) => {
    if (params.type !== undefined && params.types !== undefined) {
      throw invalid("You may only specify one of these parameters: type, types.", undefined, "types");
    }
    const types = params.types ?? (params.type === undefined ? null : [params.type]);
    const rows = newestFirst(work, "events").filter(
      (event) =>
        event.created > work.now() - KEPT_SECONDS &&
        isWithin(event.created, params.created) &&
        (types?.some((wanted) => isOfType(event.type, wanted)) ?? true) &&
        (params.delivery_success ?? event.pending_webhooks === 0) === (event.pending_webhooks === 0),
    );
    return pageOf(rows, params, "/v1/events");
  }),
  route("GET /v1/events/:id", z.strictObject({}), (work, _, id) => requireRow(work, "events", id)),
];
