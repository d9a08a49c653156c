import { expect, test } from "vitest";
import { describeTransaction, type TransactionFacts } from "./describe-transaction";

const describe = (facts: Partial<TransactionFacts>) =>
  describeTransaction({
    type: "spend",
    amount: -1,
    stored: "as stored",
    run: null,
    purchase: null,
    lot: null,
    ...facts,
  });

const run = { model: "sonnet", package: "code-review", hadPackage: true, hadPrompt: true } as const;

test("a run is named by its package and its model, also when one of them is gone", () => {
  expect(describe({ run })).toBe("code-review with Sonnet 5.5");
  expect(describe({ run: { ...run, package: null } })).toBe("A removed package with Sonnet 5.5");
  expect(describe({ run: { ...run, package: null, hadPackage: false } })).toBe("Your own prompt with Sonnet 5.5");
  expect(describe({ run: { ...run, package: null, hadPackage: false, hadPrompt: false } })).toBe(
    "Sonnet 5.5 without a package",
  );
});

test("a purchase is named by its pack and price, its refund as the ledger says", () => {
  const purchase = { pack: "small", amountCents: 500, currency: "usd" };
  expect(describe({ type: "purchase", amount: 100, purchase })).toBe("Small pack, $5");
  expect(describe({ type: "purchase", amount: 100, purchase: { ...purchase, amountCents: 1_250 } })).toBe(
    "Small pack, $12.50",
  );
  expect(describe({ type: "refund", amount: -100, purchase })).toBe("as stored");
});

test("a month says where it came from and what became of it", () => {
  const month = { kind: "monthly", byInvoice: false, ended: false };
  expect(describe({ type: "monthly", amount: 200, lot: month })).toBe("Monthly credits of your organisation");
  expect(describe({ type: "monthly", amount: 200, lot: { ...month, byInvoice: true } })).toBe(
    "Monthly credits of PRPM+",
  );
  expect(describe({ type: "rollover", amount: -150, lot: month })).toBe("Unused in the month, rolled over");
  expect(describe({ type: "rollover", amount: 150, lot: month })).toBe("Rolled over from the month before");
  expect(describe({ type: "expire", amount: -30, lot: { ...month, ended: true } })).toBe(
    "Unused in the month, more than rolls over",
  );
  expect(describe({ type: "expire", amount: -40, lot: { ...month, kind: "rollover", ended: true } })).toBe(
    "Rolled over and not used in time",
  );
});

test("an earlier month told of late, and what came back to an ended one, keep the ledger's words", () => {
  const carried = { kind: "rollover", byInvoice: true, ended: false };
  expect(describe({ type: "monthly", amount: 200, lot: carried })).toBe("as stored");
  expect(describe({ type: "expire", amount: -3, lot: carried })).toBe("as stored");
});

test("an adjustment keeps the reason it was given", () => {
  expect(describe({ type: "adjustment", amount: 3, stored: "For the outage of 3 May" })).toBe(
    "For the outage of 3 May",
  );
});
