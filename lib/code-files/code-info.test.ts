import { expect, test } from "vitest";
import { readCodeInfo } from "./code-info";

test.each([
  [undefined, null, null],
  ["", null, null],
  ["ts", "ts", null],
  ["TS", "ts", null],
  ['tsx title="src/button.tsx"', "tsx", "src/button.tsx"],
  ["ts src/a.ts", "ts", "src/a.ts"],
  ["ts:src/a.ts", "ts", "src/a.ts"],
  ["src/app/page.tsx", "tsx", "src/app/page.tsx"],
  ["js{1,3}", "js", null],
  ["diff", "diff", null],
])("%j is language %j, file %j", (info, language, file) => {
  expect(readCodeInfo(info)).toEqual({ language, file });
});
