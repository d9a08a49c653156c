import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  noteComparisonBegun,
  parsePendingComparison,
  savePendingComparison,
  takePendingComparison,
} from "./pending-comparison";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

const BODY = { lanes: [{ baseline: true }, { baseline: true }], userInput: "Hi" };
const PENDING = { body: BODY, idempotencyKey: "k", sentAt: 5 };
const PAGE = { sessionId: null, lanes: BODY.lanes, askedAt: 1_500 };

test("a comparison that was sent is taken once, by a page of the same lanes or thread", () => {
  savePendingComparison(PENDING);
  expect(takePendingComparison(PAGE, 2_000)).toEqual(PENDING);
  expect(takePendingComparison(PAGE, 2_000)).toBeNull();
  savePendingComparison(PENDING);
  expect(takePendingComparison({ ...PAGE, lanes: [{ packageId: "p" }, { baseline: true }] }, 2_000)).toBeNull();
  savePendingComparison(PENDING);
  expect(takePendingComparison({ ...PAGE, sessionId: "s" }, 2_000)).toBeNull();
  savePendingComparison(PENDING);
  expect(takePendingComparison(PAGE, 3_600_000)).toBeNull();
});

test("a page that was asked for while the comparison began joins it, and one asked for later begins afresh", () => {
  savePendingComparison(PENDING);
  noteComparisonBegun("k", 1_300);
  expect(takePendingComparison(PAGE, 2_000)).toEqual({ ...PENDING, begunAt: 1_300 });
  savePendingComparison(PENDING);
  noteComparisonBegun("k", 1_100);
  expect(takePendingComparison(PAGE, 2_000)).toBeNull();
});

test("what was stored before a reload is read back", () => {
  expect(parsePendingComparison(PENDING)).toEqual(PENDING);
});

test("anything that is no comparison is none, so that nothing is sent that nobody asked for", () => {
  const others = [
    null,
    "text",
    [],
    {},
    { ...PENDING, idempotencyKey: 1 },
    { ...PENDING, sentAt: "5" },
    { ...PENDING, body: null },
    { ...PENDING, body: { userInput: "Hi" } },
    { ...PENDING, body: { ...BODY, userInput: 5 } },
  ];
  for (const value of others) expect(parsePendingComparison(value)).toBeNull();
});
