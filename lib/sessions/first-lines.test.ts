import { expect, test } from "vitest";
import { firstLines } from "./first-lines";

test("the beginning of an answer reads as words, without the marks of Markdown", () => {
  expect(firstLines("# Review\n\n- **One** bug\n- `two` smells\n\n```ts\nconst a = 1;\n```\n> quoted")).toBe(
    "Review One bug two smells const a = 1; quoted",
  );
  expect(firstLines("  \n\n")).toBe("");
  expect(firstLines("2 * 3 * 4")).toBe("2 * 3 * 4");
});

test("a long beginning is cut between words, and one without spaces between characters", () => {
  const long = firstLines("word ".repeat(100));
  expect(long.endsWith("word…")).toBe(true);
  expect(long.length).toBeLessThanOrEqual(281);
  const packed = firstLines(`a${"😀".repeat(300)}`);
  expect(packed.isWellFormed()).toBe(true);
  expect(packed.endsWith("😀…")).toBe(true);
});
