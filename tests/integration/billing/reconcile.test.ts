import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Billing,
  beginPurchase,
  buyPack,
  movements,
  purchaseRow,
  startBilling,
  subscribeTo,
} from "@/tests/support/billing";
import { brokenInvariants, newUser, rows, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling();
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

async function reconcile(at = new Date()) {
  const { runJob } = await import("@/lib/jobs/run-job.server");
  const { reconcile: work } = await import("@/lib/billing/reconcile.server");
  const result = await runJob("reconcile", at, work);
  return result["stripe"] as { healed: number; failed: number; grantsWithoutPayment: number };
}

test("webhooks off for a day: every paid thing is granted once, also when the job runs twice at once", async () => {
  await billing.deliver(true);
  const people = await Promise.all(Array.from({ length: 3 }, () => newUser()));
  for (const { id } of people) {
    const { sessionId } = await beginPurchase(id, "small");
    await billing.pay(sessionId);
  }
  await billing.control("POST", "clock", { advance: "P1D" });
  await billing.deliver(false);
  for (const { id } of people) expect((await wallet(id))?.purchased).toBe(0);
  await Promise.all([reconcile(), reconcile(new Date(Date.now() + 1))]);
  await reconcile(new Date(Date.now() + 2));
  for (const { id } of people) {
    expect(await movements(id)).toEqual([
      ["trial", 5],
      ["purchase", 100],
    ]);
  }
});

test("missed months, renewals and refunds are found too, and what is healed is counted", async () => {
  const [subscriber, buyer] = [await newUser(), await newUser()];
  const { paymentIntentId } = await buyPack(billing, buyer.id, "small");
  await subscribeTo(billing, subscriber.id);
  await billing.deliver(true);
  await billing.control("POST", "clock", { advance: "P1M" });
  await billing.control("POST", "refunds", { paymentIntent: paymentIntentId, amountCents: 100 });
  await billing.deliver(false);
  expect((await reconcile(new Date(Date.now() + 3))).healed).toBeGreaterThan(0);
  expect(await wallet(subscriber.id)).toMatchObject({ monthly: { remaining: 200 }, rollover: { amount: 200 } });
  expect((await wallet(buyer.id))?.purchased).toBe(80);
  expect(await reconcile(new Date(Date.now() + 4))).toMatchObject({ healed: 0, failed: 0 });
});

test("what cannot be applied is tried again and told to the operator", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId, sessionId } = await beginPurchase(id, "small");
  await billing.control("POST", `checkout/${sessionId}/pay`, {});
  await billing.deliver(false);
  await rows(
    "ALTER TABLE playground_credit_lots ADD CONSTRAINT broken_for_a_test CHECK (purchase_id IS NULL) NOT VALID",
  );
  expect((await reconcile(new Date(Date.now() + 20))).failed).toBeGreaterThan(0);
  await rows("ALTER TABLE playground_credit_lots DROP CONSTRAINT broken_for_a_test");
  expect(await rows("SELECT 1 FROM alerts WHERE kind = 'payments_not_applied'")).toHaveLength(1);
  await reconcile(new Date(Date.now() + 21));
  expect((await purchaseRow(purchaseId)).status).toBe("paid");
  expect((await wallet(id))?.purchased).toBe(100);
});

test("while Stripe lists no events its payments are compared all the same", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await billing.deliver(false);
  await billing.control("POST", "faults", { fault: "500", when: "before", path: "/v1/events", times: 3 });
  await expect(reconcile(new Date(Date.now() + 5))).rejects.toThrow();
  expect((await wallet(id))?.purchased).toBe(100);
});

test("while the ledger cannot be checked what was paid is granted all the same", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { sessionId } = await beginPurchase(id, "small");
  await billing.pay(sessionId);
  await billing.deliver(false);
  await rows("ALTER TABLE playground_runs RENAME TO runs_elsewhere");
  const checked = reconcile(new Date(Date.now() + 30)).finally(() =>
    rows("ALTER TABLE runs_elsewhere RENAME TO playground_runs"),
  );
  await expect(checked).rejects.toMatchObject({ code: "42P01" });
  expect((await wallet(id))?.purchased).toBe(100);
});

test("a page that nobody paid on ends here when it ends at Stripe", async () => {
  const { id } = await newUser();
  await billing.deliver(true);
  const { purchaseId } = await beginPurchase(id, "small");
  await billing.control("POST", "clock", { advance: "P2D" });
  await billing.deliver(false);
  await reconcile(new Date(Date.now() + 6));
  expect((await purchaseRow(purchaseId)).status).toBe("expired");
});

test("a grant whose payment Stripe does not know is told to the operator and left as it is", async () => {
  const { id } = await newUser();
  const { purchaseId } = await beginPurchase(id, "small");
  const now = new Date();
  await rows(
    `SELECT settle_reading($1, jsonb_build_object('kind', 'purchase', 'purchaseId', p.id, 'revision',
      p.revision, 'userId', p.user_id, 'package', p.package, 'credits', p.credits, 'amountCents', p.amount_cents,
      'currency', p.currency, 'mode', p.mode, 'status', 'paid', 'paymentIntentId', 'pi_forged', 'paidCents', 500))
    FROM playground_credit_purchases p WHERE id = $2`,
    [now, purchaseId],
  );
  expect((await reconcile(new Date(Date.now() + 7))).grantsWithoutPayment).toBe(1);
  expect(
    await rows("SELECT 1 FROM alerts WHERE kind = 'grant_without_payment' AND subject = $1", [purchaseId]),
  ).toHaveLength(1);
  expect((await wallet(id))?.purchased).toBe(100);
});
