import "server-only";
import pLimit from "p-limit";
import { handleEvent } from "@/lib/billing/handle-event.server";
import { env } from "@/lib/env.server";
import { processSingleton } from "@/lib/process-singleton";
import { verifyEvent } from "@/lib/stripe/verify-event.server";

/** So many at a time: a burst of webhooks waits its turn here, and leaves connections to everyone else. */
function turns() {
  return processSingleton("webhook-turns", () => pLimit(Math.max(1, Math.floor(env().databasePoolMax / 2))));
}

/** Takes a webhook of Stripe's: its event, handled once. Answers what came of it. */
export async function receiveWebhook(body: string, signature: string | null, now: Date) {
  const event = verifyEvent(body, signature, now);
  const { already, outcome } = await turns()(() => handleEvent(event, { source: "webhook", now }));
  return { received: true, event: event.id, type: event.type, already, outcome };
}
