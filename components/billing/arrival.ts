import type { ReceiptLine } from "@/lib/billing/purchase";
import type { SubscriptionState } from "@/lib/billing/subscription";
import type { Credits } from "@/lib/credits/credits";

/** What is paid for and not known to have arrived: a purchase, or the first month of PRPM+. */
export type Expected = { kind: "purchase"; id: string } | { kind: "plus" };

/** How far it has come. Only `added` and `begun` say that the credits are there. */
export type Stage =
  | { is: "confirming"; credits: Credits | null }
  /** Paid in a way that takes days. */
  | { is: "processing"; credits: Credits }
  | { is: "added"; credits: Credits }
  | { is: "begun" }
  /** Paid some time ago: an old address was opened again. */
  | { is: "earlier"; paidAt: string }
  | { is: "failed"; failure: string | null }
  | { is: "expired" }
  | { is: "returned" }
  /** No purchase of whoever looks. */
  | { is: "unknown" }
  | { is: "signed-out" }
  /** Asked for long enough. */
  | { is: "silent" };

/** A payment so old has not just been made. */
const FRESH_MS = 15 * 60_000;

/** Is there nothing more to ask? */
export function isSettled({ is }: Stage): boolean {
  return is !== "confirming";
}

/** How far a purchase has come. */
export function stageOfPurchase({ status, credits, paidAt, failure }: ReceiptLine, now: number): Stage {
  switch (status) {
    case "open":
      return { is: "confirming", credits };
    case "processing":
      return { is: "processing", credits };
    case "paid":
      return paidAt !== null && now - Date.parse(paidAt) > FRESH_MS
        ? { is: "earlier", paidAt }
        : { is: "added", credits };
    case "failed":
      return { is: "failed", failure };
    case "expired":
      return { is: "expired" };
    default:
      return { is: "returned" };
  }
}

/** Has the first month of PRPM+ begun, with its credits? */
export function stageOfPlan({ status, hasBegun }: Pick<SubscriptionState, "status" | "hasBegun">): Stage {
  return hasBegun && status !== "canceled" ? { is: "begun" } : { is: "confirming", credits: null };
}

const STEPS = [
  { tries: 1, ms: 1_000 },
  { tries: 15, ms: 2_000 },
  { tries: 30, ms: 5_000 },
  { tries: 45, ms: 15_000 },
];

/** How long to wait after so many questions; null when it has been long enough. */
export function pauseAfter(tries: number): number | null {
  return STEPS.find((step) => tries <= step.tries)?.ms ?? null;
}
