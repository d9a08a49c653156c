import { Lexer, type Links, type Token, Tokenizer, type Tokens, type TokensList } from "marked";
import { inlinePieces } from "./inline-pieces";

const BLOCK_DEPTH = 50;
const INLINE_DEPTH = 20;
/** How often, on average, a character may be read again as a part of the blocks around it. */
const READINGS = 10;
const READINGS_FREE = 20_000;
/** Of one text: cells, which short rows are filled up with, and the addresses that references repeat. */
const TABLE_CELLS = 10_000;
const REFERENCED_CHARACTERS = 200_000;
const CODE_BLOCKS = 500;
/** How much of a list or quotation is taken as one, and in how many of its last lines a joint is looked for. */
const CONTAINER_CHARACTERS = 8_000;
const JOINT_LINES = 200;
const ITEM_BEGINS = /\n ?(?:[*+-]|\d{1,9}[.)])[ \t]/y;
const QUOTED_BLANK = /\n {0,3}>[ \t]*\n/y;

/** The first lines of a text, up to a length; the first line whatever its length. */
function firstCharacters(source: string): string {
  const end = source.lastIndexOf("\n", CONTAINER_CHARACTERS);
  return end < 0 ? firstLines(source, 1) : source.slice(0, end + 1);
}

/** Where the last line begins at which a list or quotation can be parted; 0 for nowhere. */
function lastJoint(text: string, joint: RegExp): number {
  let at = text.lastIndexOf("\n", text.length - 2);
  for (let lines = 0; lines < JOINT_LINES && at > 0; lines += 1) {
    joint.lastIndex = at;
    if (joint.test(text)) return at + 1;
    at = text.lastIndexOf("\n", at - 1);
  }
  return 0;
}

function firstLines(source: string, count: number): string {
  let end = 0;
  for (let line = 0; line < count; line += 1) {
    const next = source.indexOf("\n", end);
    if (next < 0) return source;
    end = next + 1;
  }
  return source.slice(0, end);
}

const { gfm } = Lexer.rules.block;
const TABLE_ROWS = gfm.table.source.slice(gfm.table.source.indexOf("(?:\\n((?:(?! *\\n"));
/** Ends before a table as marked's own rule does, but without reading that table's rows at each line. */
const PARAGRAPH = new RegExp(gfm.paragraph.source.replace(TABLE_ROWS, "(?:\\n|$)"));

class BoundedTokenizer extends Tokenizer {
  private codeBlocksLeft = CODE_BLOCKS;
  private cellsLeft = TABLE_CELLS;
  private referencedLeft = REFERENCED_CHARACTERS;

  override code(source: string): Tokens.Code | undefined {
    return this.countCode(super.code(source));
  }

  override fences(source: string): Tokens.Code | undefined {
    return this.countCode(super.fences(source));
  }

  /** Each is drawn with its own bar and button. */
  private countCode(token: Tokens.Code | undefined): Tokens.Code | undefined {
    if (token !== undefined) this.codeBlocksLeft -= 1;
    if (this.codeBlocksLeft < 0) throw new RangeError("The text holds too many code blocks.");
    return token;
  }

  override list(source: string): Tokens.List | undefined {
    return this.readContainer(source, ITEM_BEGINS, (part) => super.list(part));
  }

  override blockquote(source: string): Tokens.Blockquote | undefined {
    return this.readContainer(source, QUOTED_BLANK, (part) => super.blockquote(part));
  }

  /** One that goes on for too long is parted at a joint, or where there is none at the end of a line. */
  private readContainer<T extends Token>(source: string, joint: RegExp, read: (part: string) => T | undefined) {
    if (source.length <= CONTAINER_CHARACTERS) return read(source);
    const [queued, codeBlocksLeft] = [this.lexer.inlineQueue.length, this.codeBlocksLeft];
    const part = firstCharacters(source);
    const token = read(part);
    const end = lastJoint(part, joint);
    if (token === undefined || token.raw.length < part.trimEnd().length || end === 0) return token;
    this.lexer.inlineQueue.length = queued;
    this.codeBlocksLeft = codeBlocksLeft;
    return read(part.slice(0, end));
  }

  /** The rows below are looked at only under two lines that are a table's. */
  override table(source: string): Tokens.Table | undefined {
    const columns = super.table(firstLines(source, 2))?.header.length;
    if (columns === undefined) return undefined;
    const most = Math.floor(this.cellsLeft / columns);
    const table = super.table(firstLines(source, 2 + most));
    this.cellsLeft -= columns * (1 + (table?.rows.length ?? 0));
    if (this.cellsLeft < 0) throw new RangeError("The text's tables hold too many cells.");
    return table;
  }

  override reflink(source: string, links: Links): Tokens.Link | Tokens.Image | Tokens.Text | undefined {
    const token = super.reflink(source, links);
    if (token === undefined || token.type === "text") return token;
    this.referencedLeft -= token.href.length;
    const mark = source.charAt(0);
    return this.referencedLeft < 0 ? { type: "text", raw: mark, text: mark } : token;
  }
}

/**
 * marked's lexer for texts of strangers: the time it takes, and what comes out, grow with a text's length and not with
 * its square. `lex` throws a RangeError when blocks are nested too deep, must be read too often or are too many.
 */
export class BoundedLexer extends Lexer {
  private blockDepth = 0;
  private inlineDepth = 0;
  private readingsLeft = 0;

  constructor() {
    const tokenizer = new BoundedTokenizer();
    super({ gfm: true, tokenizer });
    tokenizer.rules = { ...tokenizer.rules, block: { ...tokenizer.rules.block, paragraph: PARAGRAPH } };
  }

  override blockTokens(source: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(source: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(source: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    if (this.blockDepth === 0) this.readingsLeft = READINGS_FREE + READINGS * source.length;
    this.readingsLeft -= source.length;
    if (this.blockDepth >= BLOCK_DEPTH || this.readingsLeft < 0) throw new RangeError("The text is nested too deep.");
    this.blockDepth += 1;
    super.blockTokens(source, tokens, lastParagraphClipped);
    this.blockDepth -= 1;
    return tokens;
  }

  override inlineTokens(source: string, tokens: Token[] = []): Token[] {
    if (this.inlineDepth >= INLINE_DEPTH) {
      tokens.push({ type: "text", raw: source, text: source });
      return tokens;
    }
    this.inlineDepth += 1;
    for (const piece of inlinePieces(source)) super.inlineTokens(piece, tokens);
    this.inlineDepth -= 1;
    return tokens;
  }
}
