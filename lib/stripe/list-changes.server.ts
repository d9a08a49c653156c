import "server-only";
import type Stripe from "stripe";
import { atStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";
import { idOf } from "@/lib/stripe/stripe-values";
import { isWebhookEvent } from "@/lib/stripe/webhook-events";

const PAGE = 100;

const since = (from: Date) => ({ created: { gte: Math.floor(from.getTime() / 1_000) }, limit: PAGE });

async function* inPages<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let page: T[] = [];
  for await (const item of items) {
    page.push(item);
    if (page.length === PAGE) {
      yield page;
      page = [];
    }
  }
  if (page.length > 0) yield page;
}

/** Stripe's events of the kinds that we act on since an instant, newest first, by the hundred. It keeps them for 30 days. */
export async function* eventsSince(from: Date): AsyncGenerator<Stripe.Event[]> {
  const pages = inPages(stripe().events.list(since(from)));
  for (;;) {
    const { done, value } = await atStripe(() => pages.next());
    if (done === true) return;
    yield value.filter(({ type }) => isWebhookEvent(type));
  }
}

/** A payment that was made: its id and what we told Stripe to keep with it. */
export type MadePayment = { id: string; metadata: Readonly<Record<string, string>> };

/** Payments made since an instant that succeeded. */
export function paymentsSince(from: Date): Promise<MadePayment[]> {
  return atStripe(async () => {
    const made: MadePayment[] = [];
    for await (const { id, metadata, status } of stripe().paymentIntents.list(since(from))) {
      if (status === "succeeded") made.push({ id, metadata });
    }
    return made;
  });
}

/** Ids of the payments of which something was refunded or disputed since an instant. */
export function paymentsBackSince(from: Date): Promise<Set<string>> {
  return atStripe(async () => {
    const ids = new Set<string | null>();
    for await (const { payment_intent } of stripe().refunds.list(since(from))) ids.add(idOf(payment_intent));
    for await (const { payment_intent } of stripe().disputes.list(since(from))) ids.add(idOf(payment_intent));
    return new Set([...ids].filter((id) => id !== null));
  });
}
