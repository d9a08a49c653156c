import type { PaymentIntentResult } from "@stripe/stripe-js";
import { declineWords } from "./decline-words";

/** What came of handing over a card: it may be followed now, or why not, in words; null where the form says it. */
export type CardResult = { isTaken: true } | { isTaken: false; problem: string | null };

/** Stripe says what a card still waits for; only these mean that the money is, or may be, on its way. */
const TAKEN = new Set(["succeeded", "processing", "requires_capture"]);

/** Nothing came back: it may have been taken, which a second try finds out. */
export const NO_RESULT: CardResult = {
  isTaken: false,
  problem: "No answer from Stripe. Try again: it is the same payment, and is never charged twice.",
};

/** Reads Stripe's answer. Paid it is when our own server says so, and not before. */
export function cardResult({ error, paymentIntent }: PaymentIntentResult): CardResult {
  const status = paymentIntent?.status ?? error?.payment_intent?.status;
  if (status !== undefined && TAKEN.has(status)) return { isTaken: true };
  if (error === undefined) {
    return { isTaken: false, problem: declineWords("payment_intent_authentication_failure") };
  }
  if (error.type === "validation_error") return { isTaken: false, problem: null };
  if (error.type === "card_error") return { isTaken: false, problem: declineWords(error.decline_code ?? error.code) };
  if (error.code === "payment_intent_authentication_failure") {
    return { isTaken: false, problem: declineWords(error.code) };
  }
  return NO_RESULT;
}
