import { afterAll, beforeAll, expect, test } from "vitest";
import { operatorBuyers } from "@/lib/insights/operator-buyers.server";
import { connectLedger } from "@/tests/support/ledger-database";
import { newUser, rows, startProduct } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;
let ledger: Awaited<ReturnType<typeof connectLedger>>;

beforeAll(async () => {
  product = await startProduct();
  ledger = await connectLedger(process.env["DATABASE_URL"] ?? "");
});
afterAll(async () => {
  await ledger.end();
  await product.stop();
});

const NOW = new Date("2026-11-28T12:00:00Z");
const PERIOD = { from: "2026-11-01", to: "2026-11-28" };

const idOf = async (): Promise<string> => (await newUser()).id;

async function begin(userId: string, status: string, at: string): Promise<void> {
  await rows(
    `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, status, created_at)
    VALUES (gen_random_uuid(), $1, 'small', 100, 500, 'usd', $2, $3)`,
    [userId, status, at],
  );
}

type Plan = { status: string; from: string; until?: string };

async function subscribe(userId: string, { status, from, until }: Plan): Promise<void> {
  await rows(
    "INSERT INTO subscriptions (id, user_id, status, started_at, ended_at) VALUES (gen_random_uuid(), $1, $2, $3, $4)",
    [userId, status, from, until ?? null],
  );
}

async function runOn(userId: string, day: string): Promise<void> {
  await rows("INSERT INTO run_people (user_id, first_day, last_day, runs) VALUES ($1, $2, $2, 1)", [userId, day]);
}

test("a purchase counts in the days in which it was begun, and its buyer once", async () => {
  const [once, twice] = [await idOf(), await idOf()];
  await begin(once, "failed", "2026-11-01T00:00:00Z");
  await begin(once, "open", "2026-11-28T23:59:59Z");
  await begin(twice, "paid", "2026-11-10T00:00:00Z");
  await begin(twice, "paid", "2026-11-11T00:00:00Z");
  await begin(once, "paid", "2026-10-31T23:59:59Z");
  await begin(once, "paid", "2026-11-29T00:00:00Z");
  const { purchases } = await operatorBuyers(PERIOD, NOW);
  expect(purchases).toEqual({ begun: 4, paid: 2, buyers: 1, conversion: 0.5 });
});

test("PRPM+ counts who came first in these days, who has it now, and how many of those who ran anything ever had it", async () => {
  const [fresh, back, left, never, free] = [await idOf(), await idOf(), await idOf(), await idOf(), await idOf()];
  await subscribe(fresh, { status: "active", from: "2026-11-20T00:00:00Z" });
  await subscribe(back, { status: "canceled", from: "2026-08-01T00:00:00Z", until: "2026-09-01T00:00:00Z" });
  await subscribe(back, { status: "active", from: "2026-11-21T00:00:00Z" });
  await subscribe(left, { status: "canceled", from: "2026-11-02T00:00:00Z", until: "2026-11-03T00:00:00Z" });
  await subscribe(never, { status: "incomplete_expired", from: "2026-11-05T00:00:00Z" });
  await runOn(fresh, "2026-10-30");
  await runOn(back, "2026-10-29");
  await runOn(never, "2026-11-28");
  await runOn(free, "2026-11-28");
  await ledger.adjust(Date.now(), back, 40, "gift:back");
  const { plus } = await operatorBuyers(PERIOD, NOW);
  expect(plus).toEqual({ began: 2, ever: 2, people: 4, members: 2, active: 1, underTen: 1, conversion: 0.5 });
});
