import { expect, test } from "vitest";
import type { SessionDetail } from "@/lib/sessions/session";
import { hasOwnPrompt, newerTurns, previewByRun, shareTurns, withTurn } from "./share-turns";

type Thread = Pick<SessionDetail, "fork" | "turns">;

const answered = { status: "succeeded", stopReason: "end_turn", response: "An answer", hasCustomPrompt: false };
const turn = (runId: string, change: object = {}) => ({
  userInput: `Question of ${runId}`,
  runs: [{ ...answered, runId, ...change }],
});
const thread = (turns: object[], fork: object | null = null) => ({ turns, fork }) as Thread;

test("turns without an answer and what a fork began with can't be shared; the others keep their numbers", () => {
  const turns = [turn("shared"), turn("a"), turn("b", { status: "failed", response: "" }), turn("c")];
  const fork = { turns: [{}], isTakenDown: false };
  expect(shareTurns(thread(turns, fork)).map(({ number, runIds }) => [number, ...runIds])).toEqual([
    [1, "a"],
    [3, "c"],
  ]);
});

test("only a prompt of an answer that can be shared can be included", () => {
  expect(hasOwnPrompt(thread([turn("a")]))).toBe(false);
  expect(hasOwnPrompt(thread([turn("a", { hasCustomPrompt: true })]))).toBe(true);
  expect(hasOwnPrompt(thread([turn("a", { hasCustomPrompt: true, status: "failed" })]))).toBe(false);
});

test("ticking keeps the order of the thread, all lanes of a turn together, and what a link shows of elsewhere", () => {
  const turns = [
    { number: 1, userInput: "", runIds: ["a"] },
    { number: 2, userInput: "", runIds: ["b0", "b1"] },
    { number: 3, userInput: "", runIds: ["c"] },
  ];
  const [, second] = turns;
  if (second === undefined) throw new Error("unreachable");
  expect(withTurn(["x", "c", "a"], turns, second, true)).toEqual(["x", "a", "b0", "b1", "c"]);
  expect(withTurn(["a", "b0", "b1", "c"], turns, second, false)).toEqual(["a", "c"]);
  expect(newerTurns(turns, ["a", "b0", "b1"]).map(({ number }) => number)).toEqual([3]);
  expect(newerTurns(turns, ["c"])).toEqual([]);
});

test("a preview is known by the first run of each turn", () => {
  const lanes = (count: number) => ({ userInput: "", leftOut: 0, runs: Array.from({ length: count }, () => ({})) });
  const preview = { turns: [lanes(1), lanes(2), lanes(1)], runIds: ["a", "b0", "b1", "c"] };
  const shown = previewByRun(preview as unknown as Parameters<typeof previewByRun>[0]);
  expect([...shown.keys()]).toEqual(["a", "b0", "c"]);
});
