import clsx from "clsx";
import type { MarkedToken, Token, Tokens } from "marked";
import { memo, type ReactNode } from "react";
import { readCodeInfo } from "@/lib/code-files/code-info";
import { isFenceClosed } from "./blocks";
import { CodeBlock } from "./code-block";
import { Inline } from "./inline";
import { keyed } from "./keyed";
import { MarkdownTable } from "./table";

/** How far the text's heading levels are moved to fit the page that it stands in, and which way its lines run. */
type Placed = { shift: number; dir?: "auto" | undefined };

const HEADING_LOOK = ["mt-8 text-20", "mt-7 text-20", "mt-6 text-16", "mt-5 text-16"] as const;

function Heading({ token, shift, dir }: { token: Tokens.Heading } & Placed) {
  const Tag = `h${Math.min(Math.max(token.depth + shift, 2), 6)}` as "h2" | "h3" | "h4" | "h5" | "h6";
  return (
    <Tag dir={dir} className={clsx("mb-2 font-strong", HEADING_LOOK[token.depth - 1] ?? "mt-5 text-14")}>
      <Inline tokens={token.tokens} />
    </Tag>
  );
}

const ListItem = memo(
  function ListItem({ item, shift }: { item: Tokens.ListItem } & Placed) {
    return (
      <li className={clsx("ps-1", item.task && "-ms-5 flex list-none items-start gap-2")}>
        {item.task && (
          <input
            type="checkbox"
            checked={item.checked === true}
            disabled
            aria-label={item.checked ? "Done" : "Open"}
            className="mt-1.5"
          />
        )}
        <div className={clsx("min-w-0", !item.loose && "tight")}>
          {keyed(item.tokens).map((child) => (
            <TokenBlock key={child.key} token={child.item} shift={shift} tight={!item.loose} />
          ))}
        </div>
      </li>
    );
  },
  (before, after) => before.item.raw === after.item.raw && before.item.loose === after.item.loose,
);

function List({ token, shift, dir }: { token: Tokens.List } & Placed) {
  const Tag = token.ordered ? "ol" : "ul";
  const start = token.ordered && token.start !== "" && token.start !== 1 ? { start: token.start } : {};
  return (
    <Tag
      {...start}
      dir={dir}
      className={clsx(
        "my-3 ps-5 marker:text-faint",
        token.ordered ? "list-decimal marker:tabular-nums" : "list-disc",
        token.loose ? "space-y-2" : "space-y-1",
      )}
    >
      {keyed(token.items).map(({ key, item }) => (
        <ListItem key={key} item={item} shift={shift} />
      ))}
    </Tag>
  );
}

function HtmlText({ raw }: { raw: string }) {
  const words = raw.trim();
  if (words.startsWith("<!--") && words.endsWith("-->")) return null;
  return <p className="my-3 whitespace-pre-wrap font-mono text-13 text-soft [overflow-wrap:anywhere]">{words}</p>;
}

function renderBlock(token: MarkedToken, { shift, dir }: Placed, tight: boolean): ReactNode {
  switch (token.type) {
    case "heading":
      return <Heading token={token} shift={shift} dir={dir} />;
    case "paragraph":
      return (
        <p dir={dir} className={tight ? undefined : "my-3 [overflow-wrap:anywhere]"}>
          <Inline tokens={token.tokens} />
        </p>
      );
    case "list":
      return <List token={token} shift={shift} dir={dir} />;
    case "code":
      return <CodeBlock code={token.text} {...readCodeInfo(token.lang)} complete={isFenceClosed(token.raw)} />;
    case "blockquote":
      return (
        <blockquote dir={dir} className="my-4 border-s-2 border-line ps-4 text-soft">
          {keyed(token.tokens).map(({ key, item }) => (
            <TokenBlock key={key} token={item} shift={shift} />
          ))}
        </blockquote>
      );
    case "table":
      return <MarkdownTable token={token} dir={dir} />;
    case "hr":
      return <hr className="my-6" />;
    case "html":
      return <HtmlText raw={token.raw} />;
    case "space":
    case "def":
    case "checkbox":
      return null;
    default:
      return <Inline tokens={[token]} />;
  }
}

/** One block of untrusted Markdown as React elements. */
export function TokenBlock({ token, tight = false, ...placed }: { token: Token; tight?: boolean } & Placed) {
  return renderBlock(token as MarkedToken, placed, tight);
}
