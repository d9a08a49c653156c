import { expect, test } from "vitest";
import { readTimeZone } from "./time-zone";

test("a zone is taken as a browser names it, and anything else is none", () => {
  expect(readTimeZone("Pacific/Kiritimati")).toBe("Pacific/Kiritimati");
  for (const name of [undefined, "", "Nowhere/At_All", "<script>", "A".repeat(61)])
    expect(readTimeZone(name)).toBeNull();
});
