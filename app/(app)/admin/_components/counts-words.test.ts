import { expect, test } from "vitest";
import { ranWords } from "./counts-words";

test("the days on which somebody ran something are UTC days, and one day is not called two", () => {
  expect(ranWords({ firstDay: null, lastDay: null })).toBe("Has run nothing yet.");
  expect(ranWords({ firstDay: "2026-11-08", lastDay: "2026-11-08" })).toBe(
    "Ran something on one day, 8 Nov 2026 (UTC).",
  );
  expect(ranWords({ firstDay: "2025-12-31", lastDay: "2026-11-08" })).toBe(
    "First ran something on 31 Dec 2025, last on 8 Nov 2026 (UTC).",
  );
});
