import { expect, test } from "vitest";
import { firstWords } from "./first-words";

test("the beginning of an answer reads as words, without the marks of Markdown", () => {
  const of = (text: string) => firstWords(text, 280);
  expect(of("# Review\n\n- **One** *real* bug\n- `two` smells\n\n```ts\nconst a = 1;\n```\n> quoted")).toBe(
    "Review One real bug two smells const a = 1; quoted",
  );
  expect(of("See [the rules](https://example.com/rules) and ![a chart](chart.png).")).toBe(
    "See the rules and a chart.",
  );
  expect(of("  \n\n")).toBe("");
  expect(of("2 * 3 * 4")).toBe("2 * 3 * 4");
});

test("a long beginning is cut between words, and one without spaces between characters", () => {
  const long = firstWords("word ".repeat(100), 200);
  expect(long.endsWith("word…")).toBe(true);
  expect(long.length).toBeLessThanOrEqual(201);
  const packed = firstWords(`a${"😀".repeat(3_000)}`, 200);
  expect(packed.isWellFormed()).toBe(true);
  expect(packed.endsWith("😀…")).toBe(true);
});
