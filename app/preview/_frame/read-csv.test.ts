import { expect, test } from "vitest";
import { readCsv } from "./read-csv";

test.each([
  [
    "a,b\n1,2\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\r\n1,\r\n",
    [
      ["a", "b"],
      ["1", ""],
    ],
  ],
  ['"a ""b""","c\nd, e"\nx', [['a "b"', "c\nd, e"], ["x"]]],
  ["a\n\nb", [["a"], ["b"]]],
  ['"open', [["open"]]],
  ["", []],
])("%j is read as its rows", (text, rows) => {
  expect(readCsv(text, ",", 10)).toEqual(rows);
});

test("no more rows are read than are wanted", () => {
  expect(readCsv("a\n".repeat(1_000_000), ",", 3)).toHaveLength(3);
});
