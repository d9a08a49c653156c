import { expect, test } from "vitest";
import { looksLikeCode } from "./looks-like-code";

test("knows code from prose", () => {
  expect(looksLikeCode("const a = 1;\nif (a) {\n  run();\n}")).toBe(true);
  expect(looksLikeCode("def f(x):\n    y = x\n    return y")).toBe(true);
  expect(looksLikeCode("--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@\n- one\n+ two")).toBe(true);
});

test("prose, lists and short inputs stay prose", () => {
  expect(looksLikeCode("Please review this.\nIt is about money.\nThank you.")).toBe(false);
  expect(
    looksLikeCode("We met on Tuesday:\n- Anna takes the draft\n- Ben calls the printer\nNext time we decide."),
  ).toBe(false);
  expect(looksLikeCode("^\\d{4}$")).toBe(false);
});
