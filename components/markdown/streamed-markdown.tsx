"use client";

import { useState } from "react";
import { advanceBlocks, NO_BLOCKS } from "./blocks";
import { MarkdownBlock } from "./markdown";

/** Untrusted Markdown that is still arriving: finished blocks are neither read nor drawn again. */
export function StreamedMarkdown({ text, below = 2 }: { text: string; below?: number }) {
  const [earlier, setEarlier] = useState(NO_BLOCKS);
  const list = advanceBlocks(earlier, text);
  if (list !== earlier) setEarlier(list);
  return (
    <div className="reading">
      {list.blocks.map((block) => (
        <MarkdownBlock key={block.start} block={block} below={below} />
      ))}
    </div>
  );
}
