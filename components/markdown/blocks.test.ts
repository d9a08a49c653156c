import fc from "fast-check";
import { expect, test } from "vitest";
import { advanceBlocks, type BlockList, headingShift, isFenceClosed, NO_BLOCKS, splitBlocks } from "./blocks";

const ANSWER = `# Title

A paragraph with **bold**
and a second line.

- one
- two

  still two
- three

| a | b |
|---|---|
| 1 | 2 |

\`\`\`ts
const a = 1;

const b = 2;
\`\`\`

> quoted

Last.
`;

const kinds = (list: BlockList) =>
  list.blocks.filter((b) => b.token.type !== "space").map((b) => [b.token.type, b.raw]);

function stream(text: string, cuts: readonly number[]): BlockList {
  let list = NO_BLOCKS;
  for (const cut of [...cuts, text.length]) list = advanceBlocks(list, text.slice(0, cut));
  return list;
}

test("a text that arrives in pieces ends in the same blocks as the whole text", () => {
  const whole = { text: ANSWER, blocks: splitBlocks(ANSWER) };
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: ANSWER.length }), { maxLength: 40 }), (cuts) => {
      cuts.sort((a, b) => a - b);
      expect(kinds(stream(ANSWER, cuts))).toEqual(kinds(whole));
    }),
  );
});

test("finished blocks are the same objects from one piece to the next", () => {
  const before = advanceBlocks(NO_BLOCKS, ANSWER.slice(0, 120));
  const after = advanceBlocks(before, ANSWER);
  expect(after.blocks[0]).toBe(before.blocks[0]);
  expect(after.blocks[2]).toBe(before.blocks[2]);
});

test("no character is lost or doubled", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", "\n", "\n\n", "- ", "```", "    ", "|", "1. ", "> ", "# ", "\r\n", " ")),
      (parts) => {
        const text = parts.join("");
        const joined = splitBlocks(text)
          .map((block) => block.raw)
          .join("");
        expect(joined.trimEnd()).toBe(text.replace(/\r\n?/g, "\n").trimEnd());
      },
    ),
  );
});

test("text that does not continue the earlier one is read anew", () => {
  const first = advanceBlocks(NO_BLOCKS, "one\n\ntwo");
  expect(kinds(advanceBlocks(first, "other"))).toEqual([["paragraph", "other"]]);
});

test("a definition in an earlier block serves later ones", () => {
  let list = advanceBlocks(NO_BLOCKS, "[x]: https://example.com\n\nplain\n\n");
  list = advanceBlocks(list, "[x]: https://example.com\n\nplain\n\nsee [x]");
  const last = list.blocks.at(-1)?.token;
  expect(last?.type === "paragraph" && last.tokens.some((token) => token.type === "link")).toBe(true);
});

test("knows an open fence from a closed one", () => {
  expect(isFenceClosed("```ts\nconst a = 1;")).toBe(false);
  expect(isFenceClosed("```ts\nconst a = 1;\n```")).toBe(true);
  expect(isFenceClosed("````\n```\n")).toBe(false);
  expect(isFenceClosed("````\n```\n````\n")).toBe(true);
  expect(isFenceClosed("```")).toBe(false);
  expect(isFenceClosed("~~~\na\n```")).toBe(false);
  expect(isFenceClosed("    indented")).toBe(true);
});

test("the first heading of a text comes right under the level it stands below", () => {
  const level = (text: string, depth: number) => depth + headingShift(splitBlocks(text), 2);
  expect(level("text\n\n## Part\n\n### Detail", 2)).toBe(3);
  expect(level("text\n\n## Part\n\n### Detail", 3)).toBe(4);
  expect(level("# Title", 1)).toBe(3);
});
