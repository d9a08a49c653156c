import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunEvent } from "@/lib/runs/run";
import { brokenInvariants, newUser, receiptOf, rows, start, startProduct, wallet } from "@/tests/support/product";

let product: Awaited<ReturnType<typeof startProduct>>;

beforeAll(async () => {
  product = await startProduct({ LIMIT_RUNS_PER_MINUTE: "1000", LIMIT_RUNS_IN_FLIGHT: "1000" });
});
afterAll(() => product.stop());

type Followed = { event: RunEvent; id?: string };

async function follow(userId: string, runId: string, after = 0): Promise<Followed[]> {
  const { followRun } = await import("@/lib/runs/follow-run.server");
  const events: Followed[] = [];
  for await (const followed of followRun(userId, runId, { after, signal: new AbortController().signal })) {
    events.push(followed);
  }
  return events;
}

function textOf(events: readonly Followed[]): string {
  return events.map(({ event }) => (event.type === "delta" ? event.data.text : "")).join("");
}

/** Takes runs out of the hands of this process, as if it had died: no flush renews their leases any more. */
async function lose(runs: { runId: string }[]) {
  const { feeds } = await import("@/lib/runs/run-feed.server");
  const { flushUnderWay } = await import("@/lib/runs/flush-runs.server");
  const lost = runs.map(({ runId }) => feeds().get(runId));
  for (const { runId } of runs) feeds().delete(runId);
  await flushUnderWay();
  return lost;
}

/** Makes this process forget that it produces the run, so that following it reads the database as another would. */
async function asAnotherProcess<T>(runId: string, act: () => Promise<T>): Promise<T> {
  const { feeds } = await import("@/lib/runs/run-feed.server");
  const { keepFlushing } = await import("@/lib/runs/flush-runs.server");
  const feed = feeds().get(runId);
  feeds().delete(runId);
  const acting = act();
  await sleep(5);
  if (feed) feeds().set(runId, feed);
  // The flusher rests when it meets a process without runs, as it may have in these milliseconds.
  keepFlushing();
  return acting;
}

/** Waits until so much of a run's text has come to this process. */
async function textOfRun(runId: string, characters: number): Promise<void> {
  const { feeds } = await import("@/lib/runs/run-feed.server");
  await expect.poll(() => feeds().get(runId)?.text.length).toBeGreaterThan(characters);
}

test("a run goes on and is charged when its reader leaves", async () => {
  const user = await newUser();
  const { followRun } = await import("@/lib/runs/follow-run.server");
  const going = await start(user, { userInput: "x [[standin tokens=60 rate=300 ttft=1]]" });
  for await (const { event } of followRun(user.id, going.runId, { signal: new AbortController().signal })) {
    if (event.type === "delta") break;
  }
  await going.settled;
  const events = await follow(user.id, going.runId);
  expect(events.at(-1)?.event).toMatchObject({ type: "done", data: { creditsSpent: 1, stopReason: "end_turn" } });
});

test("text arrives in several pieces whose ids count UTF-16 units, and any position continues byte for byte", async () => {
  const user = await newUser();
  const userInput = `[[standin echo_user rate=200 ttft=1]] ${"naïve 😀 שלום e\u0301 ".repeat(20)}`;
  const going = await start(user, { userInput });
  const events = await follow(user.id, going.runId);
  const deltas = events.filter(({ event }) => event.type === "delta");
  const whole = textOf(events);
  expect(deltas.length).toBeGreaterThan(3);
  expect(deltas.at(-1)?.id).toBe(String(whole.length));
  const end = events.at(-1)?.event;
  expect(end?.type === "done" && end.data.response).toBe(whole);
  for (const after of [0, 1, 17, whole.length - 3, whole.length]) {
    const rest = textOf(await follow(user.id, going.runId, after));
    expect(whole.endsWith(rest)).toBe(true);
    expect(rest.isWellFormed()).toBe(true);
    expect(whole.length - rest.length).toBeGreaterThanOrEqual(after - 1);
    expect(whole.length - rest.length).toBeLessThanOrEqual(after);
  }
});

test("readers who come at any time get the same bytes, and those at the same place the very same events", async () => {
  const user = await newUser();
  const going = await start(user, { userInput: "x [[standin tokens=300 rate=200 ttft=1]]" });
  const early = [follow(user.id, going.runId), follow(user.id, going.runId)];
  await sleep(200);
  const late = follow(user.id, going.runId);
  const [first = [], second = []] = await Promise.all(early);
  const whole = textOf(first);
  expect(textOf(second)).toBe(whole);
  expect(textOf(await late)).toBe(whole);
  const end = first.at(-1)?.event;
  expect(end?.type === "done" && end.data.response).toBe(whole);
  expect(
    second.filter((followed) => followed.event.type === "delta" && first.includes(followed)).length,
  ).toBeGreaterThan(2);
});

test("a reader in another process follows from the database to the same end", async () => {
  const user = await newUser();
  const going = await start(user, { userInput: "x [[standin tokens=300 rate=120 ttft=1]]" });
  const events = await asAnotherProcess(going.runId, () => follow(user.id, going.runId));
  const deltas = events.filter(({ event }) => event.type === "delta");
  const end = events.at(-1)?.event;
  expect(deltas.length).toBeGreaterThan(1);
  expect(end?.type === "done" && end.data.response).toBe(textOf(events));
});

test("a reader in another process who comes back at any position of a run that is going gets the rest, byte for byte", async () => {
  const user = await newUser();
  const going = await start(user, { userInput: "x [[standin tokens=300 rate=250 ttft=1]]" });
  await sleep(500);
  const positions = [0, 1, 7, 33, 64, 129, 1_000_000];
  const rests = await asAnotherProcess(going.runId, () =>
    Promise.all(positions.map(async (after) => textOf(await follow(user.id, going.runId, after)))),
  );
  const end = await going.ended();
  const whole = end.type === "done" ? end.data.response : "";
  expect(rests).toEqual(positions.map((after) => whole.slice(after)));
});

test("Stop ends the provider's call within a second, also when asked in another process, and charges what came", async () => {
  const user = await newUser();
  const { stopRun } = await import("@/lib/runs/stop-run.server");
  const going = await start(user, { userInput: "x [[standin tokens=4000 rate=100 ttft=1]]" });
  await textOfRun(going.runId, 40);
  const askedAt = performance.timeOrigin + performance.now();
  await asAnotherProcess(going.runId, () => stopRun(user.id, going.runId, new Date()));
  const end = await going.ended();
  expect(performance.timeOrigin + performance.now() - askedAt).toBeLessThan(1_000);
  expect(end).toMatchObject({ type: "done", data: { stopReason: "stopped", creditsSpent: 1, usageEstimated: true } });
  expect(end.type === "done" && end.data.response.length).toBeGreaterThan(20);
  const log = await fetch(`${product.claudeUrl}/_local/requests?after=0`);
  const request = ((await log.json()) as { aborted: boolean; endedAt: number }[]).at(-1);
  expect(request?.aborted).toBe(true);
  expect((request?.endedAt ?? 0) - askedAt).toBeLessThan(1_000);
  expect(await wallet(user.id)).toMatchObject({ available: 4, held: 0 });
});

test("Stop before the first text is free", async () => {
  const user = await newUser();
  const { stopRun } = await import("@/lib/runs/stop-run.server");
  const going = await start(user, { userInput: "x [[standin tokens=40 ttft=5000]]" });
  await sleep(100);
  await stopRun(user.id, going.runId, new Date());
  expect((await going.ended()).data).toMatchObject({ stopReason: "stopped", creditsSpent: 0, creditsRemaining: 5 });
});

test("a run whose process was lost is ended and released by the user's next run, with its text kept", async () => {
  const user = await newUser();
  const lost = await start(user, { userInput: "x [[standin tokens=200 rate=50 ttft=1]]", maxCredits: 5 });
  const kept = () => rows("SELECT 1 FROM playground_run_chunks WHERE run_id = $1", [lost.runId]);
  await expect.poll(async () => (await kept()).length).toBeGreaterThan(0);
  await lose([lost]);
  await rows("UPDATE playground_credit_holds SET lease_until = now() - interval '1 second' WHERE run_id = $1", [
    lost.runId,
  ]);
  const next = await receiptOf(user, { userInput: "y [[standin tokens=3 rate=1000 ttft=1]]" });
  expect(next.creditsRemaining).toBe(4);
  expect(
    await rows("SELECT status, credits_charged, response <> '' AS kept FROM playground_runs WHERE id = $1", [
      lost.runId,
    ]),
  ).toEqual([{ status: "failed", credits_charged: 0, kept: true }]);
  await lost.settled;
  expect(await wallet(user.id)).toMatchObject({ available: 4, held: 0 });
  expect(await brokenInvariants()).toEqual([]);
});

test("D40: the sweeper may run twice at once and ends each lost run once", async () => {
  const { sweepRuns } = await import("@/lib/runs/sweep-runs.server");
  const users = await Promise.all(Array.from({ length: 6 }, () => newUser()));
  const lost = await Promise.all(users.map((user) => start(user, { userInput: "x [[standin hang_after=0]]" })));
  const lostFeeds = await lose(lost);
  await rows("UPDATE playground_credit_holds SET lease_until = now() - interval '1 second' WHERE state = 'held'");
  const swept = await Promise.all([sweepRuns(new Date()), sweepRuns(new Date())]);
  expect((swept[0]?.runsEnded ?? 0) + (swept[1]?.runsEnded ?? 0)).toBe(6);
  expect(await brokenInvariants()).toEqual([]);
  for (const feed of lostFeeds) feed?.stop("stopped");
  await Promise.all(lost.map((run) => run.settled));
  expect(await brokenInvariants()).toEqual([]);
  for (const user of users) expect(await wallet(user.id)).toMatchObject({ available: 5, held: 0 });
});

test("a live run that a sweep took for lost stops at the provider and leaves no text behind", async () => {
  const user = await newUser();
  const taken = await start(user, { userInput: "x [[standin tokens=400 rate=40 ttft=1]]" });
  await textOfRun(taken.runId, 20);
  await rows("SELECT sweep_runs(now() + interval '2 minutes')");
  expect(await taken.ended()).toMatchObject({ type: "error", data: { reason: "process_lost", creditsCharged: 0 } });
  expect(await rows("SELECT 1 FROM playground_run_chunks WHERE run_id = $1", [taken.runId])).toEqual([]);
  const answer = await fetch(`${product.claudeUrl}/_local/requests?after=0`);
  expect(((await answer.json()) as { aborted: boolean }[]).at(-1)?.aborted).toBe(true);
  expect(await wallet(user.id)).toMatchObject({ available: 5, held: 0 });
});

test("several sweeps at once end every lost run and keep nobody else from ending theirs", async () => {
  const users = await Promise.all(Array.from({ length: 40 }, () => newUser()));
  const lost = await Promise.all(users.map((user) => start(user, { userInput: "x [[standin hang_after=0]]" })));
  const lostFeeds = await lose(lost);
  await rows("UPDATE playground_credit_holds SET lease_until = now() - interval '1 second' WHERE state = 'held'");
  const clients = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const client = new Client({ connectionString: process.env["DATABASE_URL"] });
      await client.connect();
      return client;
    }),
  );
  const sweeps = clients.map((client) => client.query("SELECT sweep_runs(now()) AS ended"));
  const others = Array.from({ length: 8 }, async () =>
    receiptOf(await newUser(), { userInput: "x [[standin tokens=5 rate=5000 ttft=1]]" }),
  );
  await Promise.all(others);
  const ended = (await Promise.all(sweeps)).reduce((sum, result) => sum + Number(result.rows[0]?.ended), 0);
  const [database] = await rows<{ deadlocks: number }>(
    "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()",
  );
  expect(database?.deadlocks).toBe(0);
  await Promise.all(clients.map((client) => client.end()));
  expect(ended).toBeLessThanOrEqual(40);
  await rows("SELECT sweep_runs(now())");
  expect(await rows("SELECT 1 FROM playground_credit_holds WHERE state = 'held'")).toEqual([]);
  for (const feed of lostFeeds) feed?.stop("stopped");
  await Promise.all(lost.map((each) => each.settled));
  expect(await brokenInvariants()).toEqual([]);
});

test("a free session's texts are erased when its day has passed; rows, usage and charges stay", async () => {
  const user = await newUser();
  const { sweepRuns } = await import("@/lib/runs/sweep-runs.server");
  const { findSession } = await import("@/lib/sessions/get-session.server");
  const { runId, sessionId } = await receiptOf(user, { userInput: "secret [[standin tokens=5 rate=1000 ttft=1]]" });
  expect((await findSession(user.id, sessionId))?.turns).toHaveLength(1);
  await rows("UPDATE playground_sessions SET expires_at = now() - interval '1 second' WHERE id = $1", [sessionId]);
  expect(await findSession(user.id, sessionId)).toBeNull();
  expect((await sweepRuns(new Date())).sessionsErased).toBeGreaterThanOrEqual(1);
  expect(
    await rows("SELECT user_input, response, credits_charged FROM playground_runs WHERE id = $1", [runId]),
  ).toEqual([{ user_input: "", response: "", credits_charged: 1 }]);
});

test("a session that goes while its run is going leaves no text behind, and the charge stays", async () => {
  const user = await newUser();
  const { findRun } = await import("@/lib/runs/read-run.server");
  const going = await start(user, { userInput: "secret [[standin tokens=40 rate=100 ttft=1]]" });
  await rows(
    "UPDATE playground_sessions SET deleted_at = now() WHERE id = (SELECT session_id FROM playground_runs WHERE id = $1)",
    [going.runId],
  );
  await going.settled;
  expect(
    await rows("SELECT user_input, response, credits_charged FROM playground_runs WHERE id = $1", [going.runId]),
  ).toEqual([{ user_input: "", response: "", credits_charged: 1 }]);
  expect(await findRun(user.id, going.runId, new Date())).toBeNull();
  expect(await brokenInvariants()).toEqual([]);
});
