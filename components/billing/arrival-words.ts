import { BUY_PATH } from "@/lib/credits/buy-path";
import { type CreditSummary, formatCredits, MONTHLY_CREDITS } from "@/lib/credits/credits";
import type { Sentence } from "@/lib/credits/next-events";
import type { Stage } from "./arrival";
import { declineWords } from "./decline-words";

export type ArrivalWords = {
  tone: "waiting" | "good" | "bad" | "plain";
  text: Sentence;
  link: { href: string; words: string } | null;
};

const RECEIPTS = { href: "/credits#receipts", words: "Purchases and invoices" };
const AGAIN = { href: BUY_PATH, words: "Choose a pack again" };

type Wallet = Pick<CreditSummary, "available" | "debt">;

/** What the wallet holds now; a purchase pays what was owed first. */
function balance(wallet: Wallet | null): string {
  if (wallet === null) return "";
  const { available, debt } = wallet;
  return debt > 0 ? ` You still owe ${formatCredits(debt)}.` : ` ${formatCredits(available)} available now.`;
}

/** What is said of a payment that is on its way or has arrived, and where to go on. */
export function arrivalWords(stage: Stage, wallet: Wallet | null): ArrivalWords {
  switch (stage.is) {
    case "confirming": {
      const what = stage.credits === null ? "Your credits" : `Your ${formatCredits(stage.credits)}`;
      return { tone: "waiting", text: [`Your payment is being confirmed. ${what} are on their way.`], link: null };
    }
    case "processing":
      return {
        tone: "waiting",
        text: [`Your bank takes its time with this payment. ${formatCredits(stage.credits)} come when it is through.`],
        link: RECEIPTS,
      };
    case "added":
      return { tone: "good", text: [`${formatCredits(stage.credits)} added.${balance(wallet)}`], link: RECEIPTS };
    case "begun":
      return {
        tone: "good",
        text: [`You have PRPM+: ${MONTHLY_CREDITS} credits a month.${balance(wallet)}`],
        link: { href: "/settings#billing", words: "Plan and billing" },
      };
    case "earlier":
      return { tone: "plain", text: ["This purchase was paid on ", { at: stage.paidAt }, "."], link: RECEIPTS };
    case "failed":
      return { tone: "bad", text: [declineWords(stage.failure)], link: AGAIN };
    case "expired":
      return { tone: "bad", text: ["This purchase was not paid in time. Nothing was charged."], link: AGAIN };
    case "returned":
      return { tone: "plain", text: ["This purchase was refunded or disputed since."], link: RECEIPTS };
    case "unknown":
      return { tone: "plain", text: ["That purchase is not one of yours."], link: RECEIPTS };
    case "signed-out":
      return {
        tone: "plain",
        text: ["You were signed out. Your credits come all the same."],
        link: { href: "/sign-in", words: "Sign in" },
      };
    case "silent":
      return {
        tone: "plain",
        text: ["Stripe has not confirmed the payment yet. Its credits come by themselves as soon as it has."],
        link: RECEIPTS,
      };
  }
}
