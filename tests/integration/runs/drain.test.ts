import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { brokenInvariants, newUser, refusalOf, rows, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

/** As in a new process, which does not drain. */
function startAnew(): void {
  const registry = globalThis as { [key: symbol]: unknown };
  delete registry[Symbol.for("prpm.draining")];
}

test("a start that is under way when the server is told to go is waited for, and not lost", async () => {
  const { drainRuns } = await import("@/lib/runs/drain-runs.server");
  const user = await newUser();
  const key = "the-same-request";
  const first = await start(await newUser(), { userInput: "x [[standin tokens=20 rate=5000 ttft=1]]" });
  await first.ended();
  const { workUnderWay } = await import("@/lib/jobs/draining.server");
  while (workUnderWay() > 0) await sleep(1);
  const starting = start(user, { userInput: "x [[standin tokens=40 rate=100 ttft=1]]" }, key);
  while (workUnderWay() === 0) await sleep(1);
  await drainRuns(5);
  expect(await wallet(user.id)).toMatchObject({ available: 4, held: 0 });
  const { runId } = await starting;
  // The same request again is the run that it began, also here and now.
  const again = await start(user, { userInput: "x [[standin tokens=40 rate=100 ttft=1]]" }, key);
  expect(again.runId).toBe(runId);
  expect((await again.ended()).type).toBe("done");
  startAnew();
});

test("what follows a run's end, such as word of a budget, is waited for", async () => {
  const { drainRuns } = await import("@/lib/runs/drain-runs.server");
  const { pool } = await import("@/lib/db/pool.server");
  const { feeds } = await import("@/lib/runs/run-feed.server");
  const user = await newUser();
  await rows("SELECT set_budget(now(), $1, 2)", [user.id]);
  const holder = await pool().connect();
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM credit_budgets WHERE user_id = $1 FOR UPDATE", [user.id]);
  const run = await start(user, { userInput: "x [[standin tokens=20 rate=5000 ttft=1]]" });
  while (feeds().has(run.runId)) await sleep(1);
  const drained = drainRuns(5).then(() => rows("SELECT percent FROM budget_crossings WHERE user_id = $1", [user.id]));
  await sleep(1_000);
  await holder.query("COMMIT");
  holder.release();
  expect(await drained).toEqual([{ percent: 50 }]);
  startAnew();
});

test("what nobody's answer waits for, such as an alert that is being told, is waited for", async () => {
  const { drainRuns } = await import("@/lib/runs/drain-runs.server");
  const { beside } = await import("@/lib/jobs/beside.server");
  let isTold = false;
  beside(async () => {
    await sleep(1_500);
    isTold = true;
  });
  await drainRuns(5);
  expect(isTold).toBe(true);
  startAnew();
});

test("a server that goes lets short runs end, ends long ones uncharged, starts none and is not ready", async () => {
  const { drainRuns } = await import("@/lib/runs/drain-runs.server");
  const { readiness } = await import("@/lib/jobs/readiness.server");
  expect(await readiness()).toEqual({ ready: true, draining: false, database: "up" });
  const [quick, slow, late] = [await newUser(), await newUser(), await newUser()];
  const short = await start(quick, { userInput: "x [[standin tokens=40 rate=100 ttft=1]]" });
  const long = await start(slow, { userInput: "x [[standin tokens=1000 rate=20 ttft=1]]" });
  const drained = drainRuns(3);
  expect(await readiness()).toMatchObject({ ready: false, draining: true });
  const refused = await refusalOf(start(late, { userInput: "x" }));
  expect(refused).toMatchObject({ code: "model_unavailable", details: { reason: "restarting", retryAfterSeconds: 1 } });
  expect((await short.ended()).type).toBe("done");
  expect(await long.ended()).toMatchObject({ type: "error", data: { error: "internal", reason: "restarted" } });
  await drained;
  expect(await wallet(quick.id)).toMatchObject({ available: 4, held: 0 });
  expect(await wallet(slow.id)).toMatchObject({ available: 5, held: 0 });
  const { findRun } = await import("@/lib/runs/read-run.server");
  const kept = await findRun(slow.id, long.runId, new Date());
  expect(kept?.response.length).toBeGreaterThan(10);
  expect(kept?.error).toMatchObject({ reason: "restarted", creditsCharged: 0 });
  expect(await brokenInvariants()).toEqual([]);
});
