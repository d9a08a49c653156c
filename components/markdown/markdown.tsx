import { memo } from "react";
import { TokenBlock } from "./block";
import { type Block, splitBlocks } from "./blocks";

type MarkdownProps = { text: string; below?: number };

/** One block that is drawn again only when its own text changed. */
export const MarkdownBlock = memo(
  function MarkdownBlock({ block, below }: { block: Block; below: number }) {
    return <TokenBlock token={block.token} below={below} />;
  },
  (before, after) => before.block === after.block || before.block.raw === after.block.raw,
);

/** A finished, untrusted Markdown text. `below` is the heading level it stands under. */
export function Markdown({ text, below = 1 }: MarkdownProps) {
  return (
    <div className="reading">
      {splitBlocks(text).map((block) => (
        <MarkdownBlock key={block.start} block={block} below={below} />
      ))}
    </div>
  );
}
