import { expect, test } from "vitest";
import { filterWords } from "./filter-words";

test("filters read as one sentence", () => {
  expect(filterWords({}, null)).toBe("");
  expect(filterWords({ saved: true }, null)).toBe("that are kept");
  expect(filterWords({ model: "opus", saved: false, shared: true }, "prpm/x")).toMatch(
    /^with prpm\/x on Opus .* that are not kept and shared$/,
  );
});
