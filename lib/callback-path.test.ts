import { expect, test } from "vitest";
import { callbackPath } from "@/lib/callback-path";

const ORIGIN = "http://localhost:3000";

test("keeps a path of this site, also as a whole address", () => {
  expect(callbackPath("/playground?package=x#y", ORIGIN)).toBe("/playground?package=x#y");
  expect(callbackPath("http://localhost:3000/credits", ORIGIN)).toBe("/credits");
});

test.each([
  undefined,
  "https://evil.example/x",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "javascript:alert(1)",
  "http://localhost:3001/",
  "http://localhost:3000//evil.example",
  "/%5cevil/..//evil.example",
])("goes to the playground instead of %j", (wish) => {
  expect(callbackPath(wish, ORIGIN)).toBe("/playground");
});
