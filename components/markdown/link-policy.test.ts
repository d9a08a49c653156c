import { expect, test } from "vitest";
import { safeHref } from "./link-policy";

test("lets http, https and mailto through", () => {
  expect(safeHref("https://example.com/a?b=1#c")).toBe("https://example.com/a?b=1#c");
  expect(safeHref("http://example.com")).toBe("http://example.com/");
  expect(safeHref("mailto:a@example.com")).toBe("mailto:a@example.com");
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "\u0001javascript:alert(1)",
  " javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://example.com/x",
  "//example.com/x",
  "/relative",
  "#fragment",
  "",
  "http://",
])("refuses %j", (href) => {
  expect(safeHref(href)).toBeNull();
});
