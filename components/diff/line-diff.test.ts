import { expect, test } from "vitest";
import { type DiffRow, lineDiff } from "./line-diff";

const SIGNS = { same: " ", removed: "-", added: "+" } as const;

/** Rows as a patch would write them, changed words in brackets. */
const written = (rows: readonly DiffRow[] | null) =>
  rows?.map((row) =>
    row.kind === "gap"
      ? `@${row.lines}`
      : SIGNS[row.how] + row.pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join(""),
  );

test("a changed line shows which of its words are others", () => {
  expect(written(lineDiff("one\nBe very kind.\nthree\n", "one\nBe quite kind.\nthree\n"))).toEqual([
    " one",
    "-Be [very] kind.",
    "+Be [quite] kind.",
    " three",
  ]);
});

test("lines with nothing in common are shown whole, and so are those without a partner", () => {
  expect(written(lineDiff("alpha\n", "omega\nmore\n"))).toEqual(["-alpha", "+omega", "+more"]);
  expect(written(lineDiff("", "new\n"))).toEqual(["+new"]);
  expect(written(lineDiff("old\n", ""))).toEqual(["-old"]);
});

test("what is far from a change is left out, and how much is said", () => {
  const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
  const changed = lines.with(10, "another");
  expect(written(lineDiff(lines.join("\n"), changed.join("\n")))).toEqual([
    "@7",
    " line 7",
    " line 8",
    " line 9",
    "-line 10",
    "+another",
    " line 11",
    " line 12",
    " line 13",
    "@6",
  ]);
});

test("a last line break is a change, and an empty line is a line", () => {
  expect(written(lineDiff("a\n\nb", "a\n\nb\n"))).toEqual([" a", " ", "-b", "+b"]);
});

test("two large texts that have nothing in common are given up on, soon", () => {
  const text = (seed: number) =>
    Array.from({ length: 60_000 }, (_, index) => ((index * seed) % 65_521).toString(36))
      .join("\n")
      .slice(0, 200_000);
  const begun = performance.now();
  lineDiff(text(7_919), text(104_729));
  expect(performance.now() - begun).toBeLessThan(2_500);
});
