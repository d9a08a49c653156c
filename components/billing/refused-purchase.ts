import type { ErrorBody } from "@/lib/errors";

/** Why nothing was bought, and what can be done: wait until an instant (0: no need to), sign in, or nothing at all. */
export type RefusedPurchase = { words: string; until: number; act: "again" | "sign-in" | "none" };

/** Said where nothing can be sold. */
export const CLOSED =
  "Purchases are not switched on in this installation: it has no payment keys. Nothing can be bought here yet.";

/** What a refused purchase or subscription is told to whoever wanted it. */
export function refusedPurchase(error: ErrorBody, now: number): RefusedPurchase {
  const seconds = error["retryAfterSeconds"];
  switch (error.error) {
    case "payments_unavailable":
      return error["reason"] === "not_configured"
        ? { words: CLOSED, until: 0, act: "none" }
        : { words: "Stripe can't be reached at the moment; nothing was charged.", until: 0, act: "again" };
    case "rate_limited":
      return {
        words: "Too many tries in a short time; nothing was charged.",
        until: now + (typeof seconds === "number" ? seconds : 60) * 1_000,
        act: "again",
      };
    case "unauthenticated":
      return { words: "You were signed out; nothing was charged.", until: 0, act: "sign-in" };
    default:
      return { words: error.message, until: 0, act: "again" };
  }
}
