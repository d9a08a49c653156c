import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetPending, noteBegun, type PendingRun, parsePending, savePending, takePending } from "./pending-run";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const NOTHING = { sessionId: null, packageId: null, askedAt: 1_500 };
const thread = (sessionId: string) => ({ sessionId, packageId: "p1", askedAt: 1_500 });

const run = (sessionId?: string): PendingRun => ({
  body: { userInput: "Hi", baseline: true, ...(sessionId === undefined ? {} : { sessionId }) },
  idempotencyKey: "key",
  prompt: { kind: "baseline" },
  sentAt: 1_000,
});

test("a run that was sent is taken once, by the page of its own thread, and only soon after", () => {
  savePending(run());
  expect(takePending(NOTHING, 2_000)).toEqual(run());
  expect(takePending(NOTHING, 2_000)).toBeNull();
  savePending(run("s1"));
  expect(takePending(thread("s2"), 2_000)).toBeNull();
  savePending(run("s1"));
  expect(takePending(thread("s1"), 2_000)).toEqual(run("s1"));
  savePending(run());
  expect(takePending(NOTHING, 1_000 + 3_600_000)).toBeNull();
});

test("a page that was opened for another package begins afresh", () => {
  const sent = { ...run(), body: { userInput: "Hi", packageId: "p1" } };
  savePending(sent);
  expect(takePending({ ...NOTHING, packageId: "p2" }, 2_000)).toBeNull();
  savePending(sent);
  expect(takePending({ ...NOTHING, packageId: "p1" }, 2_000)).toEqual(sent);
  savePending(sent);
  expect(takePending(NOTHING, 2_000)).toEqual(sent);
});

test("a run whose session stood in the address before the page was asked for is not joined by it", () => {
  savePending(run());
  noteBegun("another", 1_100);
  expect(takePending(NOTHING, 2_000)).toEqual(run());
  savePending(run());
  noteBegun("key", 1_100);
  expect(takePending(NOTHING, 2_000)).toBeNull();
  // The page was asked for while the run began.
  savePending(run());
  noteBegun("key", 1_300);
  expect(takePending(NOTHING, 2_000)).toEqual({ ...run(), begunAt: 1_300 });
});

test("only the run that is kept is forgotten", () => {
  savePending(run());
  forgetPending("another");
  expect(takePending(NOTHING, 2_000)).toEqual(run());
  savePending(run());
  forgetPending("key");
  expect(takePending(NOTHING, 2_000)).toBeNull();
});

test("what is no run is none", () => {
  for (const value of [null, 1, {}, { body: {} }, { body: { userInput: 3 }, idempotencyKey: "k", sentAt: 1 }]) {
    expect(parsePending(value)).toBeNull();
  }
});
