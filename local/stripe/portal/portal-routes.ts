import type Stripe from "stripe";
import { z } from "zod";
import { requireCustomer } from "../money/customers";
import { newId } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { anything, flag, text } from "../wire/params";
import { route } from "../wire/route";
import { invalid } from "../wire/stripe-error";
import { add, requireRow, SELF, type Work } from "../work";
import {
  CreateParams,
  createConfiguration,
  DEFAULT_CONFIGURATION,
  UpdateParams,
  updateConfiguration,
} from "./configuration";

const OPENED_WITHIN_MS = 5 * 60_000;

const Flow = z.strictObject({
  type: z.enum(["subscription_cancel", "payment_method_update"]),
  subscription_cancel: z.strictObject({ subscription: text }).optional(),
  after_completion: z
    .strictObject({
      type: z.enum(["hosted_confirmation", "portal_homepage", "redirect"]),
      redirect: z.strictObject({ return_url: text }).optional(),
      hosted_confirmation: anything.optional(),
    })
    .optional(),
});

const SessionParams = z.strictObject({
  customer: text,
  configuration: text.optional(),
  return_url: text.optional(),
  flow_data: Flow.optional(),
  locale: text.optional(),
});

function flowFrom(work: Work, flow: z.output<typeof Flow> | undefined): Stripe.BillingPortal.Session.Flow | null {
  if (!flow) return null;
  const subscription = flow.subscription_cancel?.subscription;
  if (flow.type === "subscription_cancel" && subscription === undefined) {
    throw invalid(
      "Missing required param: flow_data[subscription_cancel].",
      "parameter_missing",
      "flow_data[subscription_cancel]",
    );
  }
  if (subscription !== undefined)
    requireRow(work, "subscriptions", subscription, "flow_data[subscription_cancel][subscription]");
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: flow.after_completion?.redirect ?? null,
      type: flow.after_completion?.type ?? "portal_homepage",
    },
    customer_update: null,
    subscription_cancel: subscription === undefined ? null : { retention: null, subscription },
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type: flow.type,
  };
}

/** An address at which a customer looks after their subscription; it opens once, and within five minutes. */
function createPortalSession(work: Work, params: z.output<typeof SessionParams>): Stripe.BillingPortal.Session {
  const customer = requireCustomer(work, params.customer, "customer");
  const configuration = requireRow(
    work,
    "portalConfigurations",
    params.configuration ?? DEFAULT_CONFIGURATION,
    "configuration",
  );
  const token = newId("test");
  const session = add(work, "portalSessions", {
    id: newId("bps"),
    object: "billing_portal.session",
    configuration: configuration.id,
    created: work.now(),
    customer: customer.id,
    customer_account: null,
    flow: flowFrom(work, params.flow_data),
    livemode: false,
    locale: (params.locale ?? null) as Stripe.BillingPortal.Session.Locale | null,
    on_behalf_of: null,
    return_url: params.return_url ?? configuration.default_return_url,
    url: `${SELF}/p/session/${token}`,
  });
  add(work, "portalTokens", { id: token, session: session.id, cookie: null, expiresAt: Date.now() + OPENED_WITHIN_MS });
  work.emit("billing_portal.session.created", session);
  return session;
}

const ListParams = z.strictObject({ ...paging, active: flag.optional(), is_default: flag.optional() });

export const portalRoutes = [
  route("POST /v1/billing_portal/sessions", SessionParams, createPortalSession),
  route("POST /v1/billing_portal/configurations", CreateParams, (work, params) => createConfiguration(work, params)),
  route("GET /v1/billing_portal/configurations", ListParams, (work, params) => {
    const rows = newestFirst(work, "portalConfigurations").filter(
      ({ active, is_default }) =>
        (params.active ?? active) === active && (params.is_default ?? is_default) === is_default,
    );
    return pageOf(rows, params, "/v1/billing_portal/configurations");
  }),
  route("GET /v1/billing_portal/configurations/:id", z.strictObject({}), (work, _, id) =>
    requireRow(work, "portalConfigurations", id),
  ),
  route("POST /v1/billing_portal/configurations/:id", UpdateParams, (work, params, id) =>
    updateConfiguration(work, id, params),
  ),
];
