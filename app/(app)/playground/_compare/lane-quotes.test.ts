import { expect, test } from "vitest";
import type { Estimate } from "@/lib/runs/run";
import type { Quote } from "../_components/use-estimate";
import { askedForOutage, laneQuotes } from "./lane-quotes";

const LANES = [{ model: "sonnet" }, { model: "opus" }] as const;
const lane = (model: "sonnet" | "opus", unavailable: Estimate["unavailable"] = null) =>
  ({ model, maxCredits: model === "opus" ? 3 : 1, unavailable }) as Estimate;
const quoted = (...lanes: Estimate[]): Quote => {
  const estimate = { ...lane("sonnet"), lanes } as Estimate;
  return { state: "known", estimate, at: 5 };
};
const OUT = { reason: "overloaded", retryAfterSeconds: 30 } as Estimate["unavailable"];

test("each lane has its own quote, and none while nothing is known", () => {
  expect(laneQuotes(quoted(lane("sonnet"), lane("opus")))).toEqual([1, 3]);
  expect(laneQuotes({ state: "none" })).toEqual([]);
});

test("the lane whose model is out is the one that is spoken of, wherever it stands", () => {
  const quote = quoted(lane("sonnet"), lane("opus", OUT));
  const asked = askedForOutage(LANES, [], quote);
  expect(asked.model).toBe("opus");
  expect(asked.quote).toMatchObject({ state: "known", at: 5, estimate: { model: "opus", unavailable: OUT } });
});

test("an outage that the page was told of is another lane's as well, until a quote says that it is over", () => {
  const told = [{ model: "opus", reason: "overloaded", retryAfterSeconds: 30 }] as const;
  expect(askedForOutage(LANES, told, { state: "none" }).model).toBe("opus");
  const over = askedForOutage(LANES, told, quoted(lane("sonnet"), lane("opus")));
  expect(over).toMatchObject({ model: "opus", quote: { estimate: { unavailable: null } } });
  expect(askedForOutage(LANES, [], { state: "none" }).model).toBe("sonnet");
});
