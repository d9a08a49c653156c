import type Stripe from "stripe";
import { z } from "zod";
import { newId, randomText } from "../state/ids";
import { newestFirst, pageOf, paging } from "../wire/page";
import { clearable, flag, mergedMetadata, metadata, text } from "../wire/params";
import { route } from "../wire/route";
import { invalid } from "../wire/stripe-error";
import { API_VERSION, add, change, requireRow, type Work } from "../work";

const types = z.array(text).min(1);

const CreateParams = z.strictObject({
  url: text,
  enabled_events: types,
  api_version: text.optional(),
  connect: flag.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
});

const UpdateParams = z.strictObject({
  url: text.optional(),
  enabled_events: types.optional(),
  disabled: flag.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
});

function checkUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw invalid("Invalid URL", "url_invalid", "url");
}

/** An endpoint without its secret, which is shown once only. */
function shown({ secret: _, ...endpoint }: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  return endpoint;
}

function create(work: Work, params: z.output<typeof CreateParams>): Stripe.WebhookEndpoint {
  checkUrl(params.url);
  if ((params.api_version ?? API_VERSION) !== API_VERSION) {
    throw invalid(`The local stand-in for Stripe sends events of ${API_VERSION} only.`, undefined, "api_version");
  }
  return add(work, "webhookEndpoints", {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: params.api_version ?? null,
    application: null,
    created: work.now(),
    description: params.description ?? null,
    enabled_events: params.enabled_events,
    livemode: false,
    metadata: mergedMetadata({}, params.metadata),
    secret: `whsec_${randomText(32)}`,
    status: "enabled",
    url: params.url,
  });
}

function update(work: Work, id: string, params: z.output<typeof UpdateParams>): Stripe.WebhookEndpoint {
  const endpoint = requireRow(work, "webhookEndpoints", id);
  if (params.url !== undefined) checkUrl(params.url);
  const { metadata: names, disabled, ...plain } = params;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  change(endpoint, {
    ...given,
    metadata: mergedMetadata(endpoint.metadata, names),
    ...(disabled !== undefined && { status: disabled ? "disabled" : "enabled" }),
  });
  return shown(endpoint);
}

export const endpointRoutes = [
  route("POST /v1/webhook_endpoints", CreateParams, create),
  route("GET /v1/webhook_endpoints", z.strictObject(paging), (work, params) =>
    pageOf(newestFirst(work, "webhookEndpoints").map(shown), params, "/v1/webhook_endpoints"),
  ),
  route("GET /v1/webhook_endpoints/:id", z.strictObject({}), (work, _, id) =>
    shown(requireRow(work, "webhookEndpoints", id)),
  ),
  route("POST /v1/webhook_endpoints/:id", UpdateParams, (work, params, id) => update(work, id, params)),
  route("DELETE /v1/webhook_endpoints/:id", z.strictObject({}), (work, _, id) => {
    const { object } = requireRow(work, "webhookEndpoints", id);
    work.tables.webhookEndpoints.delete(id);
    return { id, object, deleted: true };
  }),
];
