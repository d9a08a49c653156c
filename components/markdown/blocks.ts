import type { Links, MarkedToken } from "marked";
import { BoundedLexer } from "./bounded-lexer";

/** One top-level piece of a Markdown text. `start` is its offset in the normalised text. */
export type Block = { start: number; raw: string; token: MarkedToken };

export type BlockList = { text: string; blocks: readonly Block[] };

export const NO_BLOCKS: BlockList = { text: "", blocks: [] };

/** The definitions `[name]: address` that the given blocks hold. */
function linksOf(blocks: readonly Block[]): Links {
  const links: Links = {};
  for (const { token } of blocks) {
    if (token.type === "def") links[token.tag] = { href: token.href, title: token.title };
  }
  return links;
}

/** The tokens of a text; of one that is too much for marked a single one, that shows it as it is written. */
function tokensOf(text: string, links: Links): readonly MarkedToken[] {
  const lexer = new BoundedLexer();
  Object.assign(lexer.tokens.links, links);
  try {
    return lexer.lex(text) as MarkedToken[];
  } catch {
    return [{ type: "code", codeBlockStyle: "indented", raw: text, text }];
  }
}

function lexFrom(text: string, start: number, links: Links): Block[] {
  let offset = start;
  return tokensOf(text.slice(start), links).map((token) => {
    const block = { start: offset, raw: token.raw, token };
    offset += token.raw.length;
    return block;
  });
}

/** Where the last block that can still change begins: the last one that is not blank. */
function openFrom(blocks: readonly Block[]): number {
  return blocks.findLastIndex(({ token }) => token.type !== "space");
}

/**
 * The blocks of `source`, reusing those of an earlier, shorter state: only the last block is read again. Text that
 * does not continue the earlier one is read whole.
 */
export function advanceBlocks(earlier: BlockList, source: string): BlockList {
  const text = source.replace(/\r\n?/g, "\n");
  if (text === earlier.text) return earlier;
  const open = text.startsWith(earlier.text) ? openFrom(earlier.blocks) : -1;
  const kept = open > 0 ? earlier.blocks.slice(0, open) : [];
  const start = open > 0 ? (earlier.blocks[open]?.start ?? 0) : 0;
  return { text, blocks: [...kept, ...lexFrom(text, start, linksOf(kept))] };
}

/** All blocks of a finished text; definitions apply wherever they stand. */
export function splitBlocks(source: string): readonly Block[] {
  return lexFrom(source.replace(/\r\n?/g, "\n"), 0, {});
}

/** Has the fence of this code block been closed? Indented code counts as closed. */
export function isFenceClosed(raw: string): boolean {
  const opening = /^ {0,3}(`{3,}|~{3,})/.exec(raw)?.[1];
  if (opening === undefined) return true;
  const lines = raw.trimEnd().split("\n");
  const last = lines.length > 1 ? (lines.at(-1)?.trim() ?? "") : "";
  return last.length >= opening.length && last === last.charAt(0).repeat(last.length) && last[0] === opening[0];
}

/** How far heading levels move so that the first one, whatever its depth, comes right under the level `below`. */
export function headingShift(blocks: readonly Block[], below: number): number {
  const first = blocks.find(({ token }) => token.type === "heading")?.token;
  return below + 1 - (first?.type === "heading" ? first.depth : 1);
}
