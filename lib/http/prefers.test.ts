import { expect, test } from "vitest";
import { prefers } from "./prefers";

test("CSV is given to whoever names it, unless JSON is ranked above it", () => {
  for (const accept of ["text/csv", "Text/CSV; charset=utf-8", "text/csv, */*;q=0.1", "application/json, text/csv"]) {
    expect(prefers(accept, "text/csv"), accept).toBe(true);
  }
  for (const accept of [null, "", "*/*", "application/json", "text/csv;q=0", "text/csv;q=0.5, application/json"]) {
    expect(prefers(accept, "text/csv"), String(accept)).toBe(false);
  }
});
