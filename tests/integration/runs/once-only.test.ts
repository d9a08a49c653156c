import { afterAll, beforeAll, expect, test } from "vitest";
import { newUser, refusalOf, rows, run, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

test("D26: the same key joins the same run, also at the same time, and pays once", async () => {
  const user = await newUser();
  const request = { userInput: "x [[standin tokens=30 rate=1000 ttft=1]]" };
  const ends = await Promise.all(Array.from({ length: 8 }, () => run(user, request, "key-1")));
  expect(new Set(ends.map((end) => end.data.runId)).size).toBe(1);
  const later = await run(user, request, "key-1");
  expect(later.data.runId).toBe(ends[0]?.data.runId);
  expect(later.type === "done" && later.data.response).toBe(ends[0]?.type === "done" && ends[0].data.response);
  expect(await wallet(user.id)).toMatchObject({ available: 4 });
});

test("the same key with another body is refused, and another person's key is their own", async () => {
  const [user, other] = [await newUser(), await newUser()];
  const request = { userInput: "x [[standin tokens=3 rate=1000 ttft=1]]" };
  const first = await run(user, request, "key-2");
  expect((await refusalOf(run(user, { userInput: "another" }, "key-2"))).code).toBe("idempotency_mismatch");
  expect((await run(other, request, "key-2")).data.runId).not.toBe(first.data.runId);
});

test("D22: within the default limits never more than two runs are going, and refusals say when to come back", async () => {
  const user = await newUser();
  const slow = { userInput: "x [[standin tokens=30 rate=100 ttft=1]]" };
  const first = await start(user, slow);
  const second = await start(user, slow);
  const refusal = await refusalOf(start(user, slow));
  expect(refusal).toEqual({
    code: "rate_limited",
    details: { reason: "in_flight", limit: 2, retryAfterSeconds: 1 },
  });
  await Promise.all([first.ended(), second.ended()]);
  expect((await run(user, slow)).type).toBe("done");
});

test("D22: ten starts fit in a minute, the eleventh waits; refused and joined requests use up none", async () => {
  const user = await newUser();
  const begun = performance.now();
  const failing = { userInput: "x [[standin error=400]]" };
  for (let index = 0; index < 5; index += 1) {
    await run(user, failing, `start-${index}`);
    await run(user, failing, `start-${index}`);
    await refusalOf(run(user, { ...failing, maxCredits: 40 }));
  }
  for (let index = 5; index < 10; index += 1) await run(user, failing);
  const refusal = await refusalOf(run(user, failing));
  expect(refusal).toMatchObject({ code: "rate_limited", details: { reason: "rate", limit: 10 } });
  const seconds = (performance.now() - begun) / 1_000;
  expect(refusal.details["retryAfterSeconds"]).toBeGreaterThan(58 - seconds);
  expect(refusal.details["retryAfterSeconds"]).toBeLessThanOrEqual(60);
  const [{ count } = { count: 0 }] = await rows<{ count: number }>(
    "SELECT count(*) FROM playground_runs WHERE user_id = $1",
    [user.id],
  );
  expect(count).toBe(10);
});
