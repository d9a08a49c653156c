import { expect, test } from "vitest";
import { readAdjustment } from "./read-adjustment";

const reason = "Sorry for Monday.";

function problemOf(amount: string, free = 5) {
  const read = readAdjustment({ amount, reason }, free);
  return read.ok ? null : read.problems.amount;
}

test("a whole number is read however its sign is written", () => {
  for (const [text, amount] of [
    ["50", 50],
    ["+50", 50],
    [" -5 ", -5],
    ["\u22125", -5],
    ["007", 7],
    ["10000", 10_000],
  ] as const) {
    expect(readAdjustment({ amount: text, reason: ` ${reason} ` }, 5)).toEqual({ ok: true, amount, reason });
  }
});

test("what is no whole number is asked for in words", () => {
  for (const text of ["", "ten", "1.5", "1,000", "1e3", "--5", "0x10"]) {
    expect(problemOf(text), text).toBe("Write a whole number in digits, such as 50 or -20.");
  }
  for (const text of ["0", "-0", "+000"]) expect(problemOf(text), text).toMatch(/^0 changes nothing/);
});

test("nobody gives or takes more than ten thousand at once, or takes what is not free", () => {
  for (const text of ["10001", "-10001", "999999999999999"]) {
    expect(problemOf(text, 20_000), text).toBe("One adjustment goes from -10,000 to 10,000.");
  }
  expect(problemOf("-10000", 10_000)).toBeNull();
  expect(problemOf("-5")).toBeNull();
  expect(problemOf("-6")).toBe("Only 5 credits can be taken away; no more is free.");
  expect(problemOf("-1", 0)).toBe("Nothing is free that could be taken away.");
});

test("a reason has three characters at least, and both fields are answered at once", () => {
  for (const short of ["", "  ", "ab", " ab ", "a\u0000b", "x".repeat(501)]) {
    expect(readAdjustment({ amount: "", reason: short }, 5)).toEqual({
      ok: false,
      problems: { amount: expect.any(String), reason: expect.stringContaining("3 to 500 characters") },
    });
  }
});
