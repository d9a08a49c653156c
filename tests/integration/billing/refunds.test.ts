import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { type Billing, buyPack, movements, purchaseRow, startBilling, subscribeTo } from "@/tests/support/billing";
import { brokenInvariants, newUser, receiptOf, refusalOf, rows, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling();
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

async function refund(paymentIntent: string | null, amountCents?: number): Promise<void> {
  await billing.control("POST", "refunds", { paymentIntent, ...(amountCents !== undefined && { amountCents }) });
  await billing.delivered();
}

/** Spends credits until so many are left. */
async function spendTo(user: Awaited<ReturnType<typeof newUser>>, left: number): Promise<void> {
  const { adjustCredits } = await import("@/lib/credits/adjust-credits.server");
  const have = (await wallet(user.id))?.available ?? 0;
  await adjustCredits({
    userId: user.id,
    amount: left - have,
    reason: "spent in a test",
    actorId: user.id,
    key: newId(),
    now: new Date(),
  });
}

async function adminRefund(purchaseId: string, part: "whole" | "unused", key = newId()) {
  const { refundPurchase } = await import("@/lib/billing/refund-purchase.server");
  const admin = await newUser();
  const result = await refundPurchase({
    purchaseId,
    part,
    reason: "asked for it",
    key,
    actorId: admin.id,
    now: new Date(),
  });
  await billing.delivered();
  return { ...result, admin };
}

async function leftOf(purchaseId: string) {
  const { refundablePart } = await import("@/lib/billing/refund-purchase.server");
  return refundablePart(purchaseId);
}

test("D1: a refund touches the credits of its own purchase and of no other", async () => {
  const { id } = await newUser();
  await buyPack(billing, id, "medium");
  const { paymentIntentId } = await buyPack(billing, id, "small");
  await refund(paymentIntentId);
  expect(await wallet(id)).toMatchObject({ purchased: 250, debt: 0 });
  const refunds = (await movements(id)).filter(([type]) => type === "refund");
  expect(refunds).toEqual([["refund", -100]]);
});

test("refunds in steps take back the share of the money that went back, rounded up, and at most all", async () => {
  const { id } = await newUser();
  const { paymentIntentId } = await buyPack(billing, id, "small");
  await refund(paymentIntentId, 1);
  expect((await wallet(id))?.purchased).toBe(99);
  await refund(paymentIntentId, 249);
  expect((await wallet(id))?.purchased).toBe(50);
  await refund(paymentIntentId);
  expect(await wallet(id)).toMatchObject({ purchased: 0, debt: 0 });
});

test("a refund of spent credits is debt: runs are refused and say how much, and the next purchase pays it down", async () => {
  const user = await newUser();
  const { paymentIntentId } = await buyPack(billing, user.id, "small");
  await spendTo(user, 40);
  await refund(paymentIntentId);
  const owing = await wallet(user.id);
  expect(owing).toMatchObject({ purchased: 0, debt: 60 });
  const refusal = await refusalOf(receiptOf(user, { userInput: "hello" }));
  expect(refusal.code).toBe("insufficient_credits");
  expect(refusal.details["debt"]).toBe(60);
  await buyPack(billing, user.id, "medium");
  expect(await wallet(user.id)).toMatchObject({ debt: 0, purchased: 190 });
  expect((await receiptOf(user, { userInput: "hello" })).creditsSpent).toBeGreaterThan(0);
});

test("a refund that fails later gives exactly the credits back that it took", async () => {
  const { id } = await newUser();
  const before = await buyPack(billing, id, "small", "4000000000005126");
  await refund(before.paymentIntentId);
  await billing.advance("P7D");
  expect((await purchaseRow(before.id)).refundedCents).toBe(0);
  expect(await wallet(id)).toMatchObject({ purchased: 100, debt: 0 });
});

test("a refund that waits for its bank counts at once, and once", async () => {
  const { id } = await newUser();
  const { paymentIntentId } = await buyPack(billing, id, "small", "4000000000007726");
  await refund(paymentIntentId, 250);
  expect((await wallet(id))?.purchased).toBe(50);
  await billing.advance("P7D");
  expect((await wallet(id))?.purchased).toBe(50);
});

test("a dispute takes the credits with the money; lost, they stay away, and won, they come back", async () => {
  for (const [outcome, left] of [
    ["lost", 0],
    ["won", 100],
  ] as const) {
    const { id } = await newUser();
    const { paymentIntentId } = await buyPack(billing, id, "small");
    const dispute = await billing.control("POST", "disputes", { paymentIntent: paymentIntentId });
    await billing.delivered();
    expect((await wallet(id))?.purchased, outcome).toBe(0);
    await billing.control("POST", `disputes/${dispute["id"]}/close`, { outcome });
    await billing.delivered();
    expect((await wallet(id))?.purchased, outcome).toBe(left);
    expect((await movements(id)).filter(([type]) => type === "dispute").length).toBe(outcome === "won" ? 2 : 1);
    expect(
      await rows("SELECT 1 FROM alerts WHERE kind = 'payment_disputed' AND subject = $1", [dispute["id"]]),
    ).toHaveLength(1);
  }
});

test("a refund and a dispute of the same money claw it back once", async () => {
  const { id } = await newUser();
  const { paymentIntentId } = await buyPack(billing, id, "small");
  await refund(paymentIntentId);
  await billing.control("POST", "disputes", { paymentIntent: paymentIntentId, outcome: "lost" });
  await billing.delivered();
  expect(await wallet(id)).toMatchObject({ purchased: 0, debt: 0 });
});

test("an inquiry moves no money and no credits", async () => {
  const { id } = await newUser();
  const { id: purchaseId } = await buyPack(billing, id, "small", "4000000000001976");
  expect((await purchaseRow(purchaseId)).disputedCents).toBe(0);
  expect((await wallet(id))?.purchased).toBe(100);
});

test("an operator pays back what is unused, or all of it, once for a key, and the audit log says who", async () => {
  const user = await newUser();
  const { id: purchaseId } = await buyPack(billing, user.id, "small");
  await spendTo(user, 60);
  const key = newId();
  const unused = await adminRefund(purchaseId, "unused", key);
  // Of 60 credits that are left, five were never bought.
  const left = 60 * 5;
  expect(unused.amountCents).toBe(left);
  expect(await wallet(user.id)).toMatchObject({ purchased: 0, debt: 0 });
  await adminRefund(purchaseId, "unused", key);
  expect((await purchaseRow(purchaseId)).refundedCents).toBe(left);
  expect((await refusalOf(adminRefund(purchaseId, "whole", key))).code).toBe("idempotency_mismatch");
  await adminRefund(purchaseId, "whole");
  expect((await purchaseRow(purchaseId)).refundedCents).toBe(500);
  expect((await refusalOf(adminRefund(purchaseId, "whole"))).code).toBe("conflict");
  const logged = await rows<{ part: string; actorId: string }>(
    "SELECT details->>'part' AS part, actor_id AS \"actorId\" FROM audit_log WHERE action = 'purchase.refund' AND subject = $1 ORDER BY created_at",
    [user.id],
  );
  expect(logged.map(({ part }) => part)).toEqual(["unused", "whole"]);
  expect(logged[0]?.actorId).toBe(unused.admin.id);
});

test("a refunded month claws from that month, and what was spent of it is debt", async () => {
  const user = await newUser();
  await subscribeTo(billing, user.id);
  await spendTo(user, 30);
  const [invoice] = await rows<{ paymentIntentId: string }>(
    `SELECT stripe_payment_intent_id AS "paymentIntentId" FROM subscription_invoices WHERE user_id = $1`,
    [user.id],
  );
  await refund(invoice?.paymentIntentId ?? null, 1_000);
  // Half the money takes half of the 200; 30 are left, five of them the trial's, which a refund does not touch.
  const after = await wallet(user.id);
  expect(after).toMatchObject({ debt: 75, monthly: { remaining: 0 }, breakdown: { trial: 5 } });
});

test("two operators at once, and one whose answer was lost, do not pay an unused rest back twice", async () => {
  const both = await newUser();
  const { id: purchaseId } = await buyPack(billing, both.id, "small");
  await spendTo(both, 45);
  const results = await Promise.allSettled([adminRefund(purchaseId, "unused"), adminRefund(purchaseId, "unused")]);
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await purchaseRow(purchaseId)).toMatchObject({ refundedCents: (await leftOf(purchaseId)).backCents });
  expect(await wallet(both.id)).toMatchObject({ purchased: 0, debt: 0 });

  const one = await newUser();
  const lost = await buyPack(billing, one.id, "small");
  await spendTo(one, 45);
  await billing.deliver(true);
  await billing.control("POST", "faults", { fault: "hang", path: "/v1/refunds", method: "POST", times: 1 });
  await billing.control("POST", "faults", { fault: "500", when: "before", path: "/v1/refunds", times: 6 });
  await adminRefund(lost.id, "unused").catch(() => {});
  await billing.control("DELETE", "faults");
  await billing.deliver(false);
  await adminRefund(lost.id, "unused").catch(() => {});
  expect(await wallet(one.id)).toMatchObject({ debt: 0 });
  expect((await purchaseRow(lost.id)).refundedCents).toBeLessThanOrEqual(45 * 5);
}, 120_000);

test("a refund's key pays once, also a day later when Stripe has forgotten it", async () => {
  const user = await newUser();
  const { id: purchaseId } = await buyPack(billing, user.id, "small");
  await spendTo(user, 45);
  const key = newId();
  await adminRefund(purchaseId, "unused", key);
  const { refundedCents } = await purchaseRow(purchaseId);
  await billing.advance("PT25H");
  await adminRefund(purchaseId, "unused", key);
  expect((await purchaseRow(purchaseId)).refundedCents).toBe(refundedCents);
  expect(await wallet(user.id)).toMatchObject({ debt: 0 });
});

test("a refund that never reached Stripe is made when it is tried again, unless its credits were spent meanwhile", async () => {
  const [same, spent] = [await newUser(), await newUser()];
  const keys = new Map([
    [same.id, newId()],
    [spent.id, newId()],
  ]);
  const packs = new Map<string, string>();
  for (const user of [same, spent]) packs.set(user.id, (await buyPack(billing, user.id, "small")).id);
  await billing.control("POST", "faults", {
    fault: "reset",
    when: "before",
    path: "/v1/refunds",
    method: "POST",
    times: 6,
  });
  for (const { id } of [same, spent]) {
    expect((await refusalOf(adminRefund(packs.get(id) ?? "", "unused", keys.get(id)))).code).toBe(
      "payments_unavailable",
    );
  }
  await billing.control("DELETE", "faults");
  await spendTo(spent, 10);
  await adminRefund(packs.get(same.id) ?? "", "unused", keys.get(same.id));
  expect((await purchaseRow(packs.get(same.id) ?? "")).refundedCents).toBe(500);
  expect((await refusalOf(adminRefund(packs.get(spent.id) ?? "", "unused", keys.get(spent.id)))).code).toBe("conflict");
  expect((await purchaseRow(packs.get(spent.id) ?? "")).refundedCents).toBe(0);
  await adminRefund(packs.get(spent.id) ?? "", "unused");
  expect(await wallet(spent.id)).toMatchObject({ debt: 0, purchased: 0 });
});

test("a first try that is repeated late is under way like a new one: nobody else's refund comes beside it", async () => {
  const user = await newUser();
  const { id: purchaseId } = await buyPack(billing, user.id, "small");
  await spendTo(user, 45);
  const key = newId();
  await billing.control("POST", "faults", {
    fault: "reset",
    when: "before",
    path: "/v1/refunds",
    method: "POST",
    times: 3,
  });
  await adminRefund(purchaseId, "unused", key).catch(() => {});
  await billing.control("DELETE", "faults");
  await rows("UPDATE purchase_refunds SET created_at = created_at - interval '1 hour' WHERE key = $1", [key]);
  await billing.control("POST", "faults", { fault: "slow", path: "/v1/refunds", method: "POST", ms: 5_000, times: 1 });
  const first = adminRefund(purchaseId, "unused", key);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await refusalOf(adminRefund(purchaseId, "unused"))).code).toBe("conflict");
  const { amountCents } = await first;
  expect((await purchaseRow(purchaseId)).refundedCents).toBe(amountCents);
  expect(await wallet(user.id)).toMatchObject({ debt: 0 });
});

test("what Stripe refuses to refund keeps no later refund from being made", async () => {
  const user = await newUser();
  const { id: purchaseId, paymentIntentId } = await buyPack(billing, user.id, "small");
  await billing.deliver(true);
  await billing.control("POST", "disputes", { paymentIntent: paymentIntentId });
  await rows("UPDATE playground_credit_purchases SET disputed_cents = 0 WHERE id = $1", [purchaseId]);
  for (let time = 0; time < 2; time += 1) {
    const refusal = await refusalOf(adminRefund(purchaseId, "whole"));
    expect(refusal.code).toBe("conflict");
  }
  await billing.deliver(false);
  expect(await rows("SELECT 1 FROM purchase_refunds WHERE purchase_id = $1", [purchaseId])).toEqual([]);
});
