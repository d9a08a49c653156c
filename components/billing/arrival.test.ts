import { expect, test } from "vitest";
import type { PaymentStatus, ReceiptLine } from "@/lib/billing/purchase";
import { isSettled, pauseAfter, stageOfPlan, stageOfPurchase } from "./arrival";

const NOW = Date.parse("2026-12-05T14:00:00Z");

function line(status: PaymentStatus, paidAt: string | null = null): ReceiptLine {
  return {
    id: "0190",
    kind: "pack",
    package: "small",
    credits: 100,
    amountCents: 500,
    taxCents: 0,
    refundedCents: 0,
    currency: "usd",
    status,
    failure: status === "failed" ? "insufficient_funds" : null,
    createdAt: "2026-12-05T13:50:00Z",
    paidAt,
    receiptUrl: null,
    invoiceUrl: null,
  };
}

test("credits are said to be there only when the purchase is paid", () => {
  for (const status of ["open", "processing", "failed", "expired", "refunded", "disputed"] as const) {
    expect(stageOfPurchase(line(status), NOW).is, status).not.toBe("added");
  }
  expect(stageOfPurchase(line("paid", "2026-12-05T13:59:50Z"), NOW)).toEqual({ is: "added", credits: 100 });
});

test("an old success address says when it was paid, not that something was added", () => {
  const paidAt = "2026-12-05T13:00:00Z";
  expect(stageOfPurchase(line("paid", paidAt), NOW)).toEqual({ is: "earlier", paidAt });
});

test("a purchase that failed keeps its reason", () => {
  expect(stageOfPurchase(line("failed"), NOW)).toEqual({ is: "failed", failure: "insufficient_funds" });
});

test("PRPM+ has begun when its first month is paid, not when it is subscribed", () => {
  expect(stageOfPlan({ status: "active", hasBegun: true }).is).toBe("begun");
  expect(stageOfPlan({ status: "active", hasBegun: false }).is).toBe("confirming");
  expect(stageOfPlan({ status: "canceled", hasBegun: true }).is).toBe("confirming");
  expect(stageOfPlan({ status: "none", hasBegun: false }).is).toBe("confirming");
});

test("asking gets slower and comes to an end within six minutes", () => {
  let total = 0;
  let tries = 0;
  let last = 0;
  for (let pause = pauseAfter(1); pause !== null; pause = pauseAfter(tries + 1)) {
    expect(pause).toBeGreaterThanOrEqual(last);
    last = pause;
    total += pause;
    tries += 1;
  }
  expect(pauseAfter(1)).toBe(1_000);
  expect(total).toBeGreaterThan(60_000);
  expect(total).toBeLessThan(360_000);
});

test("only while it is being confirmed is there more to ask", () => {
  expect(isSettled({ is: "confirming", credits: null })).toBe(false);
  expect(isSettled({ is: "added", credits: 1 })).toBe(true);
});
