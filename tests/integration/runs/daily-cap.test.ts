import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/id";
import { PAID_GRANT } from "@/tests/support/paid-grant";
import { newUser, refusalOf, rows, run, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({
    LIMIT_RUNS_PER_MINUTE: "1000",
    LIMIT_RUNS_IN_FLIGHT: "1000",
    DATABASE_POOL_MAX: "20",
    DAILY_API_COST_ALERT_USD: "0.0005",
    DAILY_API_COST_CAP_USD: "0.001",
  });
});
beforeEach(() => rows("TRUNCATE provider_spend"));
afterAll(() => product.stop());

const INPUT = "x [[standin tokens=20 rate=5000 ttft=1]]";

const spend = (microUsd: number) =>
  rows("INSERT INTO provider_spend VALUES ((now() AT TIME ZONE 'UTC')::date, 3, $1)", [microUsd]);
const spent = async () =>
  Number((await rows<{ sum: string }>("SELECT sum(cost_micro_usd) AS sum FROM provider_spend"))[0]?.sum);

test("each run adds what it cost to its day, and the alarm is raised once", async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => newUser()));
  for (const person of people) await run(person, { userInput: INPUT });
  const [recount] = await rows<{ cost: number }>("SELECT sum(cost_micro_usd)::int AS cost FROM playground_runs");
  expect(await spent()).toBe(recount?.cost);
  expect(await spent()).toBeGreaterThan(500);
  await sleep(50);
  expect(await rows("SELECT count(*)::int AS count FROM alerts WHERE kind = 'daily_api_cost'")).toEqual([{ count: 1 }]);
});

test("R13: at the cap free runs are refused until midnight UTC and nothing is held; paid ones go on to three times it", async () => {
  await spend(1_000);
  const [free, paying] = [await newUser(), await newUser()];
  await rows(PAID_GRANT, [new Date(), paying.id, 100, "stripe:pi:cap:grant", newId()]);
  const refused = await refusalOf(start(free, { userInput: INPUT }));
  expect(refused).toMatchObject({ code: "runs_disabled", details: { reason: "daily_cap" } });
  expect(refused.details["retryAfterSeconds"]).toBeGreaterThan(0);
  expect(refused.details["retryAfterSeconds"]).toBeLessThanOrEqual(86_400);
  expect(await wallet(free.id)).toMatchObject({ available: 5, held: 0 });
  expect(await run(paying, { userInput: INPUT })).toMatchObject({ type: "done" });
  await rows("UPDATE provider_spend SET cost_micro_usd = 3000");
  expect(await refusalOf(start(paying, { userInput: INPUT }))).toMatchObject({ code: "runs_disabled" });
});

test("a month of PRPM+ and what was rolled over from it are paid; an organisation's month is not", async () => {
  const paid = async (id: string) =>
    (await rows<{ paid: boolean }>("SELECT has_paid_credits(now(), $1) AS paid", [id]))[0]?.paid;
  const subscriber = await newUser();
  await rows("SELECT ledger_grant_month(now(), $1, 'in_cap', now() - interval '29 days', now() + interval '1 hour')", [
    subscriber.id,
  ]);
  expect(await paid(subscriber.id)).toBe(true);
  await rows("SELECT ledger_apply_due(now() + interval '2 hours', $1)", [subscriber.id]);
  expect(
    await rows("SELECT kind FROM playground_credit_lots WHERE user_id = $1 AND closed_at IS NULL AND kind <> 'trial'", [
      subscriber.id,
    ]),
  ).toEqual([{ kind: "rollover" }]);
  expect(await paid(subscriber.id)).toBe(true);
  const member = await newUser();
  const [org] = await rows<{ id: string }>(
    "INSERT INTO organizations (id, slug, name, verified_at) VALUES (gen_random_uuid(), 'cap', 'Cap', now()) RETURNING id",
  );
  await rows("INSERT INTO organization_members (organization_id, user_id, joined_at) VALUES ($1, $2, now())", [
    org?.id,
    member.id,
  ]);
  await rows("SELECT ledger_apply_due(now() + interval '1 hour', $1)", [member.id]);
  expect(await wallet(member.id)).toMatchObject({ balance: 205 });
  expect(await paid(member.id)).toBe(false);
});

test("R13: of a hundred starts at once, what goes over the cap is at most what was in flight when it was reached", async () => {
  const people = await Promise.all(Array.from({ length: 100 }, () => newUser()));
  await spend(900);
  const results = await Promise.allSettled(people.map((person) => run(person, { userInput: INPUT })));
  const started = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const ends = await rows<{ cost: number; most: number; created: Date; finished: Date }>(
    `SELECT cost_micro_usd AS cost, max_cost_micro_usd AS most, created_at AS created, finished_at AS finished
    FROM playground_runs WHERE id = ANY ($1) ORDER BY finished_at, id`,
    [started.map((end) => end.data.runId)],
  );
  let sum = 900;
  const reachedBy = ends.findIndex(({ cost }) => {
    sum += cost;
    return sum >= 1_000;
  });
  const inFlight = ends.slice(reachedBy).reduce((most, end) => most + end.most, 0);
  expect(reachedBy).toBeGreaterThanOrEqual(0);
  expect((await spent()) - 1_000).toBeLessThanOrEqual(inFlight);
  expect(await refusalOf(start(await newUser(), { userInput: INPUT }))).toMatchObject({ code: "runs_disabled" });
});
