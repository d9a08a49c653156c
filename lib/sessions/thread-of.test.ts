import { expect, test } from "vitest";
import { type TreeRun, threadOf, versionsOf, withLanes, withNewestTries } from "@/lib/sessions/thread-of";

const run = (id: string, parentRunId: string | null, more: Partial<TreeRun> = {}): TreeRun => ({
  id,
  parentRunId,
  failed: false,
  comparisonId: null,
  lane: 0,
  ...more,
});

// a - b - d        e stands beside a, f (failed) and g beside d
//   \ c
const tree = [
  run("a", null),
  run("b", "a"),
  run("c", "a"),
  run("d", "b"),
  run("e", null),
  run("f", "b", { failed: true }),
  run("g", "b"),
];
const ids = (through: string | null) => threadOf(tree, through).map(({ id }) => id);

test("a thread runs through the chosen run to the newest leaf below it", () => {
  expect(ids(null)).toEqual(["a", "b", "g"]);
  expect(ids("a")).toEqual(["a", "b", "g"]);
  expect(ids("c")).toEqual(["a", "c"]);
  expect(ids("d")).toEqual(["a", "b", "d"]);
  expect(ids("e")).toEqual(["e"]);
  expect(ids("nobody")).toEqual([]);
});

test("a failed try beside an answer does not hide it; where nothing was answered it is shown", () => {
  const failed = run("h", "a", { failed: true });
  expect(threadOf([...tree, failed], null).map(({ id }) => id)).toEqual(["a", "b", "g"]);
  expect(threadOf([...tree, failed], "h").map(({ id }) => id)).toEqual(["a", "h"]);
  const next = run("i", "g", { failed: true });
  expect(threadOf([...tree, next], null).at(-1)?.id).toBe("i");
});

test("versions are the runs in one place; failed ones only where they stand themselves", () => {
  const versions = (id: string) => versionsOf(tree.find((each) => each.id === id) ?? run("x", null), tree);
  expect(versions("a")).toEqual(["a", "e"]);
  expect(versions("d")).toEqual(["d", "g"]);
  expect(versions("f")).toEqual(["d", "f", "g"]);
});

test("a chain of ten thousand turns and a star of as many versions are walked at once", () => {
  const chain = Array.from({ length: 10_000 }, (_, index) => run(`r${index}`, index === 0 ? null : `r${index - 1}`));
  expect(threadOf(chain, "r0")).toHaveLength(10_000);
  const star = Array.from({ length: 10_000 }, (_, index) => run(`r${index}`, null));
  expect(threadOf(star, "r5")).toHaveLength(1);
});

test("a thread goes through the first lane of its comparisons, and has the others with it", () => {
  const first = [run("a0", null, { comparisonId: "a" }), run("a1", null, { comparisonId: "a" })];
  const second = [run("b0", "a0", { comparisonId: "b" }), run("b1", "a1", { comparisonId: "b" })];
  // A lane that was added later has nothing before it.
  const all = [...first, ...second, run("b2", null, { comparisonId: "b" })];
  const thread = threadOf(all, null);
  expect(thread.map(({ id }) => id)).toEqual(["a0", "b0"]);
  expect(withLanes(thread, all).map(({ id }) => id)).toEqual(["a0", "a1", "b0", "b1", "b2"]);
  expect(versionsOf(all[0] ?? run("x", null), all)).toEqual(["a0"]);
});

test("a lane's newest try stands where its first stood, with what followed any of them", () => {
  const lane = (id: string, comparisonId: string, place: number, parent: string | null = null, failed = false) =>
    run(id, parent, { comparisonId, lane: place, failed });
  const tries = [
    lane("a0", "A", 0, null, true),
    lane("a1", "A", 1),
    lane("b0", "B", 0, "a0"),
    lane("b1", "B", 1, "a1"),
    lane("a0again", "A", 0),
  ];
  const shown = withNewestTries(tries);
  expect(shown.map(({ id, parentRunId }) => [id, parentRunId])).toEqual([
    ["a0again", null],
    ["a1", null],
    ["b0", "a0again"],
    ["b1", "a1"],
  ]);
  expect(withLanes(threadOf(shown, null), shown).map(({ id }) => id)).toEqual(["a0again", "a1", "b0", "b1"]);
});
