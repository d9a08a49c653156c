import { memo } from "react";
import { TokenBlock } from "./block";
import { type Block, headingShift, splitBlocks } from "./blocks";
import { splitForReading } from "./split-for-reading";

type MarkdownBlockProps = { block: Block; shift: number };

/** One block, which runs the way its first letters do; it is drawn again only when its own text changed. */
export const MarkdownBlock = memo(
  function MarkdownBlock({ block, shift }: MarkdownBlockProps) {
    return <TokenBlock token={block.token} shift={shift} dir="auto" />;
  },
  (before, after) =>
    before.shift === after.shift && (before.block === after.block || before.block.raw === after.block.raw),
);

/** A finished, untrusted Markdown text. `below` is the heading level it stands under. */
export function Markdown({ text, below = 1 }: { text: string; below?: number }) {
  const { markdown, rest } = splitForReading(text);
  const blocks = splitBlocks(markdown);
  const shift = headingShift(blocks, below);
  return (
    <div className="reading">
      {blocks.map((block) => (
        <MarkdownBlock key={block.start} block={block} shift={shift} />
      ))}
      {rest !== "" && <pre className="my-4 whitespace-pre-wrap font-mono text-13 [overflow-wrap:anywhere]">{rest}</pre>}
    </div>
  );
}
