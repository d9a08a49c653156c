import "server-only";
import { handleEvent } from "@/lib/billing/handle-event.server";
import { verifyEvent } from "@/lib/stripe/verify-event.server";

/** Takes a webhook of Stripe's: its event, handled once. Answers what came of it. */
export async function receiveWebhook(body: string, signature: string | null, now: Date) {
  const event = verifyEvent(body, signature, now);
  const { already, outcome } = await handleEvent(event, "webhook");
  return { received: true, event: event.id, type: event.type, already, outcome };
}
