"use client";

import { useState } from "react";
import { advanceBlocks, type Block, headingShift, NO_BLOCKS, splitBlocks } from "./blocks";
import { MarkdownBlock } from "./markdown";
import { mendOpenText } from "./mend";

const MENDED: ReadonlySet<string> = new Set(["paragraph", "heading", "list", "blockquote"]);

/** The block that is still being written, with its open marks closed. */
function openBlock(block: Block): Block {
  if (!MENDED.has(block.token.type)) return block;
  const mended = mendOpenText(block.raw);
  const token = mended === block.raw ? undefined : splitBlocks(mended)[0]?.token;
  return token === undefined ? block : { ...block, raw: mended, token };
}

type StreamedMarkdownProps = { text: string; live: boolean; below?: number };

/** Untrusted Markdown that is still arriving: finished blocks are neither read nor drawn again. */
export function StreamedMarkdown({ text, live, below = 2 }: StreamedMarkdownProps) {
  const [earlier, setEarlier] = useState(NO_BLOCKS);
  const list = advanceBlocks(earlier, text);
  if (list !== earlier) setEarlier(list);
  const last = list.blocks.length - 1;
  const shift = headingShift(list.blocks, below);
  return (
    <div className="reading">
      {list.blocks.map((block, index) => (
        <MarkdownBlock key={block.start} block={live && index === last ? openBlock(block) : block} shift={shift} />
      ))}
    </div>
  );
}
