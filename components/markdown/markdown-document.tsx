import { splitFrontMatter } from "./front-matter";
import { Markdown } from "./markdown";

/** A whole Markdown file: its front matter as it is written, then its text. */
export function MarkdownDocument({ text, below = 1 }: { text: string; below?: number }) {
  const { frontMatter, body } = splitFrontMatter(text);
  return (
    <>
      {frontMatter !== null && (
        <pre className="mb-6 whitespace-pre-wrap border-line border-l-2 pl-4 font-mono text-12 leading-5 text-soft [overflow-wrap:anywhere]">
          {frontMatter}
        </pre>
      )}
      <Markdown text={body} below={below} />
    </>
  );
}
