import { receiveWebhook } from "@/lib/billing/receive-webhook.server";
import { defineWebhook } from "@/lib/http/define-webhook.server";
import { methods } from "@/lib/http/methods.server";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: defineWebhook(({ body, headers, now }) => receiveWebhook(body, headers.get("stripe-signature"), now)),
});
