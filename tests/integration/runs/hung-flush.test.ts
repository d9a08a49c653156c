import { afterAll, beforeAll, expect, test } from "vitest";
import { newUser, rows, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.stop());

const FLUSHING = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
  AND query LIKE '%flush_runs%' AND wait_event_type = 'Lock'`;
const flushing = async () => (await rows<{ count: number }>(FLUSHING))[0]?.count;

test("a flush that hangs is given up before leases run out, and what it wrote all the same is there once and whole", async () => {
  const { pool } = await import("@/lib/db/pool.server");
  const { feeds } = await import("@/lib/runs/run-feed.server");
  const user = await newUser();
  const run = await start(user, { userInput: "x [[standin tokens=2000 rate=40 ttft=1]]" });
  await expect.poll(() => feeds().get(run.runId)?.text.length ?? 0).toBeGreaterThan(100);
  const holder = await pool().connect();
  await holder.query("BEGIN; LOCK TABLE playground_run_chunks IN ACCESS EXCLUSIVE MODE");
  try {
    await expect.poll(flushing, { timeout: 5_000 }).toBe(1);
    await expect.poll(flushing, { timeout: 30_000, interval: 500 }).toBe(2);
  } finally {
    await holder.query("COMMIT");
    holder.release();
  }
  await expect.poll(flushing, { timeout: 5_000 }).toBe(0);
  const read = async () => {
    const chunks = await rows<{ start: number; text: string }>(
      "SELECT start, text FROM playground_run_chunks WHERE run_id = $1 ORDER BY start",
      [run.runId],
    );
    return chunks.map(({ text }) => text).join("");
  };
  // What waited for the lock is there a moment after it waits no more.
  await expect.poll(async () => (await read()).length).toBeGreaterThan(1_000);
  const { length } = await read();
  await expect.poll(async () => (await read()).length).toBeGreaterThan(length);
  const kept = await read();
  expect(feeds().get(run.runId)?.text.slice(0, kept.length)).toBe(kept);
  const { stopRun } = await import("@/lib/runs/stop-run.server");
  await stopRun(user.id, run.runId, new Date());
  expect((await run.ended()).type).toBe("done");
  expect(await wallet(user.id)).toMatchObject({ held: 0 });
}, 60_000);
