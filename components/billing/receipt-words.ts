import { formatUsd } from "@/components/format";
import type { ReceiptLine } from "@/lib/billing/purchase";
import { formatCredits } from "@/lib/credits/credits";

type Tone = "plain" | "live" | "bad";

/** Money of a receipt; nearly always in dollars, else with its currency behind it. */
function formatMoney(cents: number, currency: string): string {
  return currency === "usd" ? formatUsd(cents) : `${(cents / 100).toFixed(2)} ${currency.toUpperCase()}`;
}

/** What was bought: "Pack of 250 credits" or "A month of PRPM+". */
export function receiptTitle({ kind, credits }: Pick<ReceiptLine, "kind" | "credits">): string {
  return kind === "plus" ? "A month of PRPM+" : `Pack of ${formatCredits(credits)}`;
}

/** How a payment stands, in words. */
export function receiptStatus(line: ReceiptLine): { words: string; tone: Tone } {
  const { status, kind, refundedCents, currency } = line;
  switch (status) {
    case "paid":
      return { words: "Paid", tone: "plain" };
    case "processing":
      return { words: "Being processed", tone: "live" };
    case "open":
      return kind === "plus" ? { words: "Payment due", tone: "bad" } : { words: "Not paid yet", tone: "plain" };
    case "failed":
      return { words: "Declined", tone: "bad" };
    case "expired":
      return { words: "Not paid", tone: "plain" };
    case "refunded":
      return { words: "Refunded", tone: "plain" };
    case "partially_refunded":
      return { words: `${formatMoney(refundedCents, currency)} refunded`, tone: "plain" };
    case "disputed":
      return { words: "Disputed", tone: "bad" };
  }
}

/** What was paid in all, and how much of it was tax, if any. */
export function receiptAmount({ amountCents, taxCents, currency }: ReceiptLine): { price: string; tax: string | null } {
  return {
    price: formatMoney(amountCents + taxCents, currency),
    tax: taxCents > 0 ? `${formatMoney(taxCents, currency)} of it tax` : null,
  };
}

/** What a receipt adds to the wallet; nothing while it is not paid. */
export function receiptCredits({ kind, credits, status }: ReceiptLine): string {
  if (credits === 0 || (kind === "pack" && ["open", "processing", "failed", "expired"].includes(status))) return "none";
  return `+${credits}`;
}

/** Stripe's own pages of a payment. A bill that is not paid leads to where it can be. */
export function receiptLinks(line: ReceiptLine): { href: string; words: string }[] {
  const { receiptUrl, invoiceUrl, status, kind } = line;
  const isDue = kind === "plus" && status === "open";
  const links = [
    { href: receiptUrl, words: isDue ? "Pay" : "Receipt" },
    { href: invoiceUrl === receiptUrl ? null : invoiceUrl, words: "Invoice" },
  ];
  return links.flatMap(({ href, words }) => (href === null ? [] : [{ href, words }]));
}
