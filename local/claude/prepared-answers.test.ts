import { expect, test } from "vitest";
import { findPreparedAnswer, loadPreparedAnswers, parsePreparedAnswer } from "./prepared-answers";

const file = (input: string, body: string, extra = "") => `---\ninput: |\n  ${input}\n${extra}---\n${body}\n`;

test("an answer says that it comes from the stand-in, once", () => {
  const plain = parsePreparedAnswer(file("Review this", "# Review"), "a.md");
  expect(plain.input).toBe("Review this");
  expect(plain.text).toMatch(/^# Review\n[\s\S]*stand-in/);
  const marked = parsePreparedAnswer(file("Review this", "The stand-in says hello"), "a.md");
  expect(marked.text).toBe("The stand-in says hello");
});

test("a file without input or without an answer is named", () => {
  expect(() => parsePreparedAnswer("# Only text", "b.md")).toThrow("b.md");
  expect(() => parsePreparedAnswer(file("Input", " "), "c.md")).toThrow("c.md");
});

test("an answer is found by its input, whatever the whitespace, also inside a filled template", () => {
  const answers = [
    parsePreparedAnswer(file("Fix the bug", "short"), "a.md"),
    parsePreparedAnswer(file("Fix the bug in parser.ts", "long", "package: fixer\n"), "b.md"),
    parsePreparedAnswer(file("Fix the bug in parser.ts", "other", "package: writer\n"), "c.md"),
  ];
  const find = (user: string, system = "") => findPreparedAnswer(answers, { system, user })?.text.split("\n")[0];
  expect(find("Fix  the\r\nbug")).toBe("short");
  expect(find("Run these steps.\n\nFix the bug in parser.ts\n\nThen stop.")).toBe("long");
  expect(find("Fix the bug in parser.ts", "You are the writer.")).toBe("other");
  expect(find("Something else")).toBeUndefined();
});

test("every answer that ships can be read", () => {
  const answers = loadPreparedAnswers(new URL("./answers/", import.meta.url));
  for (const answer of answers) expect(answer.text.length).toBeGreaterThan(100);
  expect(loadPreparedAnswers(new URL("./no-such-folder/", import.meta.url))).toEqual([]);
});
