import "server-only";
import type Stripe from "stripe";
import { atStripe, idOf } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

/** More than this in one call of a job is left to the next. */
const MOST = 10_000;
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

/** Stripe's events since an instant, newest first, by the hundred. It keeps them for 30 days. */
export function eventsSince(from: Date): AsyncGenerator<Stripe.Event[]> {
  return inPages(stripe().events.list(since(from)));
}

/** A payment that was made: its id and what we told Stripe to keep with it. */
export type MadePayment = { id: string; metadata: Readonly<Record<string, string>> };

/** Payments made since an instant that succeeded. */
export async function paymentsSince(from: Date): Promise<MadePayment[]> {
  const made = await atStripe(() => stripe().paymentIntents.list(since(from)).autoPagingToArray({ limit: MOST }));
  return made.filter(({ status }) => status === "succeeded").map(({ id, metadata }) => ({ id, metadata }));
}

/** Ids of the payments of which something was refunded or disputed since an instant. */
export async function paymentsBackSince(from: Date): Promise<Set<string>> {
  const [refunds, disputes] = await atStripe(() =>
    Promise.all([
      stripe().refunds.list(since(from)).autoPagingToArray({ limit: MOST }),
      stripe().disputes.list(since(from)).autoPagingToArray({ limit: MOST }),
    ]),
  );
  return new Set([...refunds, ...disputes].flatMap(({ payment_intent }) => idOf(payment_intent) ?? []));
}
