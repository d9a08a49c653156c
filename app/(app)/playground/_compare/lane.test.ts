import fc from "fast-check";
import { expect, test } from "vitest";
import { isRunnable, type Lane, laneFields, lanePromptWords, moveLane, newLane, shuffleLanes } from "./lane";

const lanes = (count: number): Lane[] => Array.from({ length: count }, () => newLane({ kind: "baseline" }));
const keys = (of: readonly Lane[]) => of.map(({ key }) => key);

test("moving a lane changes places and loses none, whatever is asked", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), fc.nat(5), fc.integer({ min: -6, max: 6 }), (count, from, by) => {
      const before = lanes(count);
      const key = before[from]?.key ?? "unknown";
      const after = moveLane(before, key, by);
      expect(new Set(keys(after))).toEqual(new Set(keys(before)));
      const to = from + by;
      const moves = from < count && to >= 0 && to < count;
      if (moves) expect(after[to]?.key).toBe(key);
      else expect(after).toBe(before);
    }),
  );
});

test("mixed lanes are the same lanes, and every order comes about", () => {
  const before = lanes(3);
  const orders = new Set<string>();
  for (let at = 0; at < 300; at += 1) {
    const after = keys(shuffleLanes(before));
    expect(after.toSorted()).toEqual(keys(before).toSorted());
    orders.add(after.join());
  }
  expect(orders.size).toBe(6);
});

test("a lane that is kept names no prompt, because its text stays with the server", () => {
  const kept = newLane({ kind: "kept", prompt: { kind: "custom", hash: "a" } }, "opus");
  expect(laneFields(kept)).toEqual({ model: "opus" });
  expect(laneFields(newLane({ kind: "baseline" }))).toEqual({ baseline: true, model: "sonnet" });
  expect(laneFields(newLane({ kind: "custom", title: "", text: "Be brief, please.", draftId: null }))).toEqual({
    customPrompt: "Be brief, please.",
    model: "sonnet",
  });
});

test("what only a thread keeps is not asked outside it", () => {
  const kept = newLane({ kind: "kept", prompt: { kind: "custom", hash: "a" } });
  expect(isRunnable(kept, true)).toBe(true);
  expect(isRunnable(kept, false)).toBe(false);
  expect(isRunnable(newLane({ kind: "baseline" }), false)).toBe(true);
});

test("a prompt of one's own goes by its title where it has one", () => {
  const custom = (title: string) => newLane({ kind: "custom", title, text: "Be brief, please.", draftId: null });
  expect(lanePromptWords(custom("Brief"))).toBe("Brief");
  expect(lanePromptWords(custom(""))).toBe("your own prompt");
});
