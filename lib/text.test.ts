import { expect, test } from "vitest";
import { codePointLength } from "@/lib/code-points";
import { writtenText } from "@/lib/text";

const text = writtenText({ max: 5 });

test("emoji, right-to-left and combining text and CRLF pass byte for byte", () => {
  for (const written of ["a😀b", "שלום", "e\u0301\r\n", "\u200d👩🏽"]) {
    expect(text.safeParse(written)).toEqual({ success: true, data: written });
  }
});

test("NUL, half a surrogate pair, blank and too long are refused", () => {
  for (const written of ["a\u0000", "\ud800", "\udc00a", "", " \n\t\u00a0", "abcdef"]) {
    expect(text.safeParse(written).success, JSON.stringify(written)).toBe(false);
  }
});

test("length is counted in code points", () => {
  expect(codePointLength("😀😀😀😀😀")).toBe(5);
  expect(text.safeParse("😀😀😀😀😀").success).toBe(true);
});
