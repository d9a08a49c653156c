import { afterAll, beforeAll, expect, test } from "vitest";
import { randomFrom } from "@/local/random";
import { type Billing, beginPurchase, buyPack, startBilling } from "@/tests/support/billing";
import { brokenInvariants, newUser, wallet } from "@/tests/support/product";

const SHUFFLES = Number(process.env["TEST_SHUFFLES"] ?? 1_000);
const SEED = Number(process.env["SHUFFLE_SEED"] ?? 1);

let billing: Billing;

beforeAll(async () => {
  billing = await startBilling();
  await billing.deliver(true);
});
afterAll(async () => {
  expect(await brokenInvariants()).toEqual([]);
  await billing.stop();
});

type Ids = { sessionId: string; paymentIntent: string; dispute: string };
type Step = (ids: Ids) => Promise<unknown>;

const pay: Step = ({ sessionId }) => billing.pay(sessionId);
const refund =
  (amountCents: number): Step =>
  ({ paymentIntent }) =>
    billing.control("POST", "refunds", { paymentIntent, amountCents });
const dispute: Step = async (ids) => {
  ids.dispute = String((await billing.control("POST", "disputes", { paymentIntent: ids.paymentIntent }))["id"]);
};
const close =
  (outcome: "won" | "lost"): Step =>
  (ids) =>
    billing.control("POST", `disputes/${ids.dispute}/close`, { outcome });

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, at: random() }));
  return keyed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** What may become of a small pack, and how many of its hundred credits are left in the end. */
const LIVES: readonly { name: string; steps: Step[]; left: number }[] = [
  { name: "paid", steps: [pay], left: 100 },
  { name: "refunded in two steps", steps: [pay, refund(200), refund(150)], left: 30 },
  { name: "refunded whole, a cent first", steps: [pay, refund(1), refund(499)], left: 0 },
  { name: "disputed and lost", steps: [pay, dispute, close("lost")], left: 0 },
  { name: "disputed and won", steps: [pay, dispute, close("won")], left: 100 },
  { name: "refunded in part, then disputed and won", steps: [pay, refund(250), dispute, close("won")], left: 50 },
];

test("events in any order, one to five times each, between the steps or after them, end in one ledger", async () => {
  const { handleEvent } = await import("@/lib/billing/handle-event.server");
  const { toEvent } = await import("@/lib/stripe/verify-event.server");
  const random = randomFrom(SEED);
  const below = (count: number): number => Math.floor(random() * count);
  let last = "";
  const newEvents = async (): Promise<Record<string, unknown>[]> => {
    const events = await billing.control<Record<string, unknown>[]>("GET", `events?after=${last}`);
    last = String(events.at(-1)?.["id"] ?? last);
    return events;
  };
  await newEvents();

  for (let shuffle = 0; shuffle < SHUFFLES; shuffle += 1) {
    const life = LIVES[shuffle % LIVES.length] as (typeof LIVES)[number];
    const { id } = await newUser();
    const { sessionId } = await beginPurchase(id, "small");
    const ids: Ids = { sessionId, paymentIntent: "", dispute: "" };
    let waiting: Record<string, unknown>[] = [];
    const deliver = async (count: number): Promise<void> => {
      waiting = shuffled(waiting, random);
      const sent = waiting.splice(0, count);
      await Promise.all(
        sent.map(({ deliveries: _deliveries, ...event }) =>
          handleEvent(toEvent(event), { source: "webhook", now: new Date() }),
        ),
      );
    };
    for (const step of life.steps) {
      await step(ids);
      const events = await newEvents();
      const paid = events.find(({ type }) => type === "payment_intent.succeeded");
      if (paid !== undefined) ids.paymentIntent = (paid["data"] as { object: { id: string } }).object.id;
      waiting.push(...events.flatMap((event) => Array.from({ length: 1 + below(5) }, () => event)));
      await deliver(below(waiting.length + 1));
    }
    while (waiting.length > 0) await deliver(1 + below(8));
    const { purchased, debt } = (await wallet(id)) ?? {};
    expect({ purchased, debt }, `${life.name}, shuffle ${shuffle}, seed ${SEED}`).toEqual({
      purchased: life.left,
      debt: 0,
    });
  }
}, 600_000);

test("a reading that began before a refund and is written after it does not give the credits back", async () => {
  const { settle } = await import("@/lib/billing/settle.server");
  const { readPurchase } = await import("@/lib/billing/read-purchase.server");
  const { id } = await newUser();
  await billing.deliver(false);
  const { id: purchaseId, paymentIntentId } = await buyPack(billing, id, "small");
  let readings = 0;
  await settle(async () => {
    const finding = await readPurchase(purchaseId, { back: true });
    readings += 1;
    if (readings === 1) {
      await billing.control("POST", "refunds", { paymentIntent: paymentIntentId, amountCents: 300 });
      await billing.delivered();
    }
    return finding;
  }, new Date());
  await billing.deliver(true);
  expect(readings).toBe(2);
  expect((await wallet(id))?.purchased).toBe(40);
});

test("a reading from between two changes that undo each other does not stay", async () => {
  const { settle } = await import("@/lib/billing/settle.server");
  const { readPurchase } = await import("@/lib/billing/read-purchase.server");
  const { id } = await newUser();
  await billing.deliver(false);
  const { id: purchaseId, paymentIntentId } = await buyPack(billing, id, "small");
  let readings = 0;
  const between = settle(async () => {
    readings += 1;
    if (readings > 1) return readPurchase(purchaseId, { back: true });
    await billing.deliver(true);
    const refund = { paymentIntent: paymentIntentId, amountCents: 500, course: "fails" };
    await billing.control("POST", "refunds", refund);
    const taken = await readPurchase(purchaseId, { back: true });
    await billing.control("POST", "clock", { advance: "P8D" });
    await settle(() => readPurchase(purchaseId, { back: true }), new Date());
    return taken;
  }, new Date());
  await between;
  expect(readings).toBe(2);
  expect((await wallet(id))?.purchased).toBe(100);
});
