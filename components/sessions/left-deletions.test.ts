import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { leaveDeletions, takeLeftDeletions } from "./left-deletions";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => vi.unstubAllGlobals());

test("what a page deletes as it goes is known to the next one, and to no other", () => {
  leaveDeletions(["a", "b"]);
  leaveDeletions([]);
  expect(takeLeftDeletions()).toEqual(["a", "b"]);
  expect(takeLeftDeletions()).toEqual([]);
});

test("what is no list of ids, and a storage that is closed, say nothing", () => {
  for (const stored of ["{", "3", '{"a":1}', "[1,null]"]) {
    kept.set("sessions-deleted", stored);
    expect(takeLeftDeletions()).toEqual([]);
  }
  vi.stubGlobal("sessionStorage", undefined);
  expect(takeLeftDeletions()).toEqual([]);
  leaveDeletions(["a"]);
});
