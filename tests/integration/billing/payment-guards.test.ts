import { afterAll, beforeAll, expect, test } from "vitest";
import { type Billing, beginPurchase, buyPack, purchaseRow, startBilling, subscribeTo } from "@/tests/support/billing";
import { brokenInvariants, newUser, rows, wallet } from "@/tests/support/product";

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling();
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

/** Applies a reading of a purchase as if Stripe had said so, on top of what is stored. */
async function applyReading(purchaseId: string, said: object): Promise<void> {
  await rows(
    `SELECT settle_reading(now(), jsonb_build_object('kind', 'purchase', 'purchaseId', id, 'revision', revision,
      'userId', user_id, 'package', package, 'credits', credits, 'amountCents', amount_cents, 'currency', currency,
      'mode', mode) || $2::jsonb) FROM playground_credit_purchases WHERE id = $1`,
    [purchaseId, JSON.stringify(said)],
  );
}

test("what was paid stays paid, whatever is read of its page later", async () => {
  const { id } = await newUser();
  const { id: purchaseId } = await buyPack(billing, id, "small");
  for (const status of ["open", "processing", "failed", "expired"]) await applyReading(purchaseId, { status });
  expect((await purchaseRow(purchaseId)).status).toBe("paid");
  expect((await wallet(id))?.purchased).toBe(100);
});

test("a purchase is not paid with another amount than its price and the tax on it", async () => {
  const { id } = await newUser();
  const { purchaseId } = await beginPurchase(id, "small");
  const paid = { status: "paid", paymentIntentId: "pi_of_a_guard", paidCents: 499 };
  await expect(applyReading(purchaseId, paid)).rejects.toThrow("playground_credit_purchases_paid");
  expect((await wallet(id))?.purchased).toBe(0);
});

test("an event that was handled applies nothing a second time, unless it is asked for again", async () => {
  const { id } = await newUser();
  const { purchaseId } = await beginPurchase(id, "small");
  const handle = (again: boolean, failure: string) =>
    rows<{ result: { already: boolean } }>(
      `SELECT handle_stripe_event(now(), $1, jsonb_build_object('kind', 'purchase', 'purchaseId', id, 'revision', revision,
        'userId', user_id, 'package', package, 'credits', credits, 'amountCents', amount_cents, 'currency', currency,
        'mode', mode, 'failure', $3::text)) AS result FROM playground_credit_purchases WHERE id = $2`,
      [
        {
          id: "evt_of_a_guard",
          type: "payment_intent.payment_failed",
          created: new Date(),
          payload: {},
          source: "webhook",
          again,
        },
        purchaseId,
        failure,
      ],
    );
  const failure = async () =>
    (await rows<{ failure: string }>("SELECT failure FROM playground_credit_purchases WHERE id = $1", [purchaseId]))[0]
      ?.failure;
  expect((await handle(false, "first"))[0]?.result.already).toBe(false);
  expect((await handle(false, "second"))[0]?.result.already).toBe(true);
  expect(await failure()).toBe("first");
  expect((await handle(true, "third"))[0]?.result.already).toBe(false);
  expect(await failure()).toBe("third");
});

test("nobody has two subscriptions that count, two refunds under way of one purchase, or one customer with another", async () => {
  const [user, other] = [await newUser(), await newUser()];
  await subscribeTo(billing, user.id);
  const insert = `INSERT INTO subscriptions (id, user_id, status, started_at) VALUES (gen_random_uuid(), $1, 'active', now())`;
  await expect(rows(insert, [user.id])).rejects.toThrow("subscriptions_one_a_user");
  const { id: purchaseId } = await buyPack(billing, other.id, "small");
  const refund = `INSERT INTO purchase_refunds (key, purchase_id, part, amount_cents, created_at)
    VALUES (gen_random_uuid(), $1, 'whole', 1, now())`;
  await rows(refund, [purchaseId]);
  await expect(rows(refund, [purchaseId])).rejects.toThrow("purchase_refunds_one_at_a_time");
  const theirs = `UPDATE stripe_customers SET stripe_customer_id =
    (SELECT stripe_customer_id FROM stripe_customers WHERE user_id = $1) WHERE user_id = $2`;
  await expect(rows(theirs, [user.id, other.id])).rejects.toThrow("stripe_customers_stripe_customer_id_key");
});
