import "server-only";
import Stripe from "stripe";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log.server";

/** Is the outcome of a request unknown: nothing came back, or a fault that may have come after the work was done? */
function isUnknownOutcome(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError;
}

/** Was the key used before with other content? Then the thing was made, by a request that differs from this one. */
function isOtherContent(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeIdempotencyError;
}

/** Did Stripe say that the object does not exist? */
function isMissing(error: unknown): boolean {
  return error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing";
}

/** Did Stripe say that it does not know the customer? Then everything we keep of them there is gone. */
export function isMissingCustomer(error: unknown): boolean {
  return isMissing(error) && (error as Stripe.errors.StripeInvalidRequestError).param === "customer";
}

/**
 * Does one thing at Stripe. What Stripe cannot do at the moment leaves as `payments_unavailable`, without its words;
 * errors that the caller asked for with `passes`, and our own refusals, pass as they are.
 */
export async function atStripe<T>(
  act: () => Promise<T>,
  passes: (error: unknown) => boolean = () => false,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError) || passes(error)) throw error;
    const { type, code, requestId, statusCode } = error;
    log.warn({ type, code, stripeRequestId: requestId, status: statusCode }, "stripe refused or failed");
    throw new AppError("payments_unavailable", { details: { reason: "stripe" }, cause: error });
  }
}

/** The same for something that may not exist; null then. */
export async function findAtStripe<T>(act: () => Promise<T>): Promise<T | null> {
  try {
    return await atStripe(act, isMissing);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

type Creation<T> = { create: (idempotencyKey: string) => Promise<T>; find: () => Promise<T | null>; key: string };

/**
 * Makes something at Stripe once. The SDK repeats a request whose answer was lost under the same key. When all it gets
 * is a fault that may have come after the work was done, or the key is taken, the thing is looked for. Stripe keeps a
 * fault under its key for a day, so what is not there after one is made under the next key. `isMissingCustomer` passes.
 */
export function createOnce<T>({ create, find, key }: Creation<T>): Promise<T> {
  return atStripe(async () => {
    try {
      return await create(key);
    } catch (error) {
      if (!isUnknownOutcome(error) && !isOtherContent(error)) throw error;
      const found = await find();
      if (found !== null) return found;
      // Without an answer the first request may still be on its way.
      if (!(error instanceof Stripe.errors.StripeAPIError)) throw error;
      return create(`${key}:again`);
    }
  }, isMissingCustomer);
}
