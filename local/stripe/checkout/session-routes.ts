import type Stripe from "stripe";
import { z } from "zod";
import { newestFirst, pageOf, paging } from "../wire/page";
import { isWithin, mergedMetadata, metadata, range, text } from "../wire/params";
import { route } from "../wire/route";
import { conflicting } from "../wire/stripe-error";
import { change, requireRow, type Work } from "../work";
import { expireSession } from "./complete-session";
import { createSession } from "./create-session";
import { CreateParams } from "./session-params";

const ListParams = z.strictObject({
  ...paging,
  created: range.optional(),
  customer: text.optional(),
  customer_details: z.strictObject({ email: text }).optional(),
  payment_intent: text.optional(),
  payment_link: text.optional(),
  status: z.enum(["open", "complete", "expired"]).optional(),
  subscription: text.optional(),
});

function isWanted(session: Stripe.Checkout.Session, wanted: z.output<typeof ListParams>): boolean {
  return (
    isWithin(session.created, wanted.created) &&
    (wanted.customer ?? session.customer) === session.customer &&
    (wanted.payment_intent ?? session.payment_intent) === session.payment_intent &&
    (wanted.subscription ?? session.subscription) === session.subscription &&
    (wanted.status ?? session.status) === session.status &&
    (wanted.customer_details?.email ?? session.customer_details?.email) === session.customer_details?.email &&
    wanted.payment_link === undefined
  );
}

function expire(work: Work, id: string): Stripe.Checkout.Session {
  const session = requireRow(work, "sessions", id);
  if (session.status !== "open") {
    throw conflicting(
      `Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`,
    );
  }
  expireSession(work, session);
  return session;
}

export const sessionRoutes = [
  route("POST /v1/checkout/sessions", CreateParams, createSession),
  route("GET /v1/checkout/sessions", ListParams, (work, params) =>
    pageOf(
      newestFirst(work, "sessions").filter((session) => isWanted(session, params)),
      params,
      "/v1/checkout/sessions",
    ),
  ),
  route("GET /v1/checkout/sessions/:id", z.strictObject({}), (work, _, id) => requireRow(work, "sessions", id)),
  route("POST /v1/checkout/sessions/:id", z.strictObject({ metadata: metadata.optional() }), (work, params, id) => {
    const session = requireRow(work, "sessions", id);
    change(session, { metadata: mergedMetadata(session.metadata, params.metadata) });
    return session;
  }),
  route("POST /v1/checkout/sessions/:id/expire", z.strictObject({}), (work, _, id) => expire(work, id)),
  route("GET /v1/checkout/sessions/:id/line_items", z.strictObject(paging), (work, params, id) => {
    const { lineItems } = requireRow(work, "checkoutNotes", requireRow(work, "sessions", id).id);
    return pageOf(lineItems, params, `/v1/checkout/sessions/${id}/line_items`);
  }),
];
