import { expect, test } from "vitest";
import type { ReceiptLine } from "@/lib/billing/purchase";
import { receiptAmount, receiptCredits, receiptLinks, receiptStatus, receiptTitle } from "./receipt-words";

const PACK: ReceiptLine = {
  id: "0190",
  kind: "pack",
  package: "medium",
  credits: 250,
  amountCents: 1_000,
  taxCents: 0,
  refundedCents: 0,
  currency: "usd",
  status: "paid",
  failure: null,
  createdAt: "2026-12-05T13:50:00Z",
  paidAt: "2026-12-05T13:51:00Z",
  receiptUrl: "https://pay.stripe.com/receipt",
  invoiceUrl: null,
};
const MONTH: ReceiptLine = { ...PACK, kind: "plus", package: null, credits: 200, amountCents: 2_000 };

test("a receipt names what was bought", () => {
  expect(receiptTitle(PACK)).toBe("Pack of 250 credits");
  expect(receiptTitle(MONTH)).toBe("A month of PRPM+");
});

test("each status has words, and a part that went back its amount", () => {
  expect(receiptStatus({ ...PACK, status: "partially_refunded", refundedCents: 250 }).words).toBe("$2.50 refunded");
  expect(receiptStatus({ ...PACK, status: "failed" })).toEqual({ words: "Declined", tone: "bad" });
  expect(receiptStatus({ ...MONTH, status: "open" }).words).toBe("Payment due");
});

test("tax is in the amount and said beside it", () => {
  expect(receiptAmount({ ...PACK, taxCents: 190 })).toEqual({ price: "$11.90", tax: "$1.90 of it tax" });
  expect(receiptAmount(PACK)).toEqual({ price: "$10", tax: null });
  expect(receiptAmount({ ...PACK, currency: "eur" }).price).toBe("10.00 EUR");
});

test("nothing is added before it is paid", () => {
  expect(receiptCredits({ ...PACK, status: "processing" })).toBe("none");
  expect(receiptCredits({ ...MONTH, credits: 0, status: "open" })).toBe("none");
  expect(receiptCredits(PACK)).toBe("+250");
});

test("links lead to Stripe's receipt and invoice, each once, and a bill that is due to its payment", () => {
  expect(receiptLinks(PACK)).toEqual([{ href: "https://pay.stripe.com/receipt", words: "Receipt" }]);
  const invoice = { receiptUrl: "https://i.stripe.com/1", invoiceUrl: "https://i.stripe.com/1" };
  expect(receiptLinks({ ...MONTH, ...invoice, status: "open" })).toEqual([
    { href: "https://i.stripe.com/1", words: "Pay" },
  ]);
});
