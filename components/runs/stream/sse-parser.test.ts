import fc from "fast-check";
import { expect, test } from "vitest";
import { createSseParser, type SseMessage } from "./sse-parser";

function parse(...chunks: string[]): SseMessage[] {
  const push = createSseParser();
  return chunks.flatMap((chunk) => push(chunk));
}

const STREAM = [
  ": ping\n\n",
  'event: run\ndata: {"runId":"a"}\n\n',
  "id: 4\r\nevent: delta\r\ndata: one\r\ndata:two\r\n\r\n",
  "event: delta\rdata: \u{1F600} text\r\r",
  "data\n\n",
  "retry: 5\nid: 9\n\n",
  "event: done\ndata: {}\n\n",
  "data: never finished",
].join("");

const EXPECTED = [
  { event: "run", data: '{"runId":"a"}', id: "" },
  { event: "delta", data: "one\ntwo", id: "4" },
  { event: "delta", data: "\u{1F600} text", id: "4" },
  { event: "message", data: "", id: "4" },
  { event: "done", data: "{}", id: "9" },
];

test("reads every kind of line end, comments, ids and unfinished messages as the standard says", () => {
  expect(parse(STREAM)).toEqual(EXPECTED);
});

test("gives the same messages wherever the text is cut", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: STREAM.length }), { maxLength: 60 }), (cuts) => {
      const points = [0, ...cuts.sort((a, b) => a - b), STREAM.length];
      const chunks = points.slice(1).map((end, index) => STREAM.slice(points[index], end));
      expect(parse(...chunks)).toEqual(EXPECTED);
    }),
  );
});

test("a message is there as soon as its blank line is", () => {
  const push = createSseParser();
  expect(push("data: a\n")).toEqual([]);
  expect(push("\n")).toEqual([{ event: "message", data: "a", id: "" }]);
});

test("skips a byte order mark at the start only", () => {
  expect(parse("", "\ufeffdata: a\n\ndata: \ufeffb\n\n").map(({ data }) => data)).toEqual(["a", "\ufeffb"]);
});

test("keeps leading spaces but the first, and colons in values", () => {
  expect(parse("data:  a: b\n\n")[0]?.data).toBe(" a: b");
});

test("ignores an id with NUL and fields it does not know", () => {
  expect(parse("id: 1\nid: \0\nfoo: bar\ndata: x\n\n")).toEqual([{ event: "message", data: "x", id: "1" }]);
});
