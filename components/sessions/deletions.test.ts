import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeletions, UNDO_MS } from "./deletions";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(refused: Record<string, string> = {}) {
  const hidden = new Set<string>();
  const sent: string[][] = [];
  const failed: [ids: readonly string[], message: string][] = [];
  const offers: (() => void)[] = [];
  let standing = 0;
  const deletions = createDeletions({
    hide: (ids) => ids.forEach((id) => void hidden.add(id)),
    show: (ids) => ids.forEach((id) => void hidden.delete(id)),
    send: async (ids) => {
      sent.push([...ids]);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return refused[ids[0] ?? ""] ?? null;
    },
    sentAtOnce: 3,
    offer: (_ids, undo) => {
      offers.push(undo);
      standing += 1;
      return () => {
        standing -= 1;
      };
    },
    onFailed: (...those) => failed.push(those),
  });
  return { deletions, hidden, sent, failed, undo: (at = 0) => offers[at]?.(), standing: () => standing };
}

test("what is deleted is out of sight at once, and sent when the time is over", async () => {
  const { deletions, hidden, sent, standing } = start();
  deletions.remove(["a"]);
  expect([...hidden]).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(UNDO_MS - 1);
  expect([sent, standing()]).toEqual([[], 1]);
  await vi.advanceTimersByTimeAsync(100);
  expect([sent, standing(), [...hidden]]).toEqual([[["a"]], 0, ["a"]]);
});

test("undone in time, all of them come back and nothing is sent; afterwards undoing does nothing", async () => {
  const { deletions, hidden, sent, undo, standing } = start();
  const onUndone = vi.fn();
  deletions.remove(["a", "b"], onUndone);
  deletions.remove(["c"]);
  undo(0);
  undo(0);
  expect([...hidden]).toEqual(["c"]);
  expect(onUndone).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(UNDO_MS + 100);
  expect([sent, standing()]).toEqual([[["c"]], 0]);
  undo(1);
  expect([...hidden]).toEqual(["c"]);
});

test("many go in few requests", async () => {
  const { deletions, sent } = start();
  deletions.remove(["a", "b", "c", "d"]);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  expect(sent).toEqual([["a", "b", "c"], ["d"]]);
});

test("when the page goes everything that waits is sent at once, each once", async () => {
  const { deletions, sent } = start();
  deletions.remove(["a", "b"]);
  deletions.remove(["c"]);
  const answered = deletions.sendAll();
  expect(sent).toEqual([["a", "b", "c"]]);
  await vi.advanceTimersByTimeAsync(10);
  await answered;
  await vi.advanceTimersByTimeAsync(2 * UNDO_MS);
  expect(sent).toHaveLength(1);
});

test("leaving waits for what is under way already", async () => {
  const { deletions } = start();
  deletions.remove(["a"]);
  await vi.advanceTimersByTimeAsync(UNDO_MS);
  const left = vi.fn();
  void deletions.sendAll().then(left);
  await vi.advanceTimersByTimeAsync(5);
  expect(left).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(5);
  expect(left).toHaveBeenCalled();
});

test("those that could not be deleted come back with the reason, and only those", async () => {
  const { deletions, hidden, failed } = start({ d: "No answer." });
  deletions.remove(["a", "b", "c", "d"]);
  await vi.advanceTimersByTimeAsync(UNDO_MS + 100);
  expect([...hidden]).toEqual(["a", "b", "c"]);
  expect(failed).toEqual([[["d"], "No answer."]]);
});
