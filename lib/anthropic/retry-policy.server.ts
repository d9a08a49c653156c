import "server-only";
import type { Middleware } from "@anthropic-ai/sdk";
import { isSpent, retryAfterSeconds } from "@/lib/anthropic/provider-error.server";

/** A reader waits for the first word, so a pause longer than this is better shown than sat out. */
const LONGEST_PAUSE_SECONDS = 5;
/** Retries that may be taken at once, and how many of them each new request earns. */
const BUDGET = 20;
const EARNED = 0.2;

/**
 * Narrows the SDK's own retries (two, before the first byte, obeying the provider's headers): none on codes that no
 * waiting cures, none after a long pause, and over time at most one for five requests, so that a provider in trouble
 * does not get three times the load from us.
 */
export function retryPolicy(): Middleware {
  let budget = BUDGET;
  return async (request, next) => {
    const isRetry = Number(request.headers.get("x-stainless-retry-count") ?? 0) > 0;
    budget = isRetry ? budget - 1 : Math.min(BUDGET, budget + EARNED);
    const response = await next(request);
    if (response.status !== 408 && response.status !== 409 && response.status !== 429 && response.status < 500) {
      return response;
    }
    const text = await response.text();
    const pause =
      Number(response.headers.get("retry-after-ms") ?? 0) / 1_000 ||
      retryAfterSeconds(response.headers.get("retry-after")) ||
      0;
    const worthIt = !isSpent(errorCodeOf(text)) && pause <= LONGEST_PAUSE_SECONDS && budget >= 1;
    const headers = new Headers(response.headers);
    if (!worthIt) headers.set("x-should-retry", "false");
    return new Response(text, { status: response.status, headers });
  };
}

function errorCodeOf(body: string): unknown {
  try {
    return (JSON.parse(body) as { error?: { details?: { error_code?: unknown } } }).error?.details?.error_code;
  } catch {
    return null;
  }
}
