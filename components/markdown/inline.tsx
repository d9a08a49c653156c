import type { MarkedToken, Token } from "marked";
import { Fragment, type ReactNode } from "react";
import { decodeEntities } from "./entities";
import { keyed } from "./keyed";
import { safeHref, UNTRUSTED_LINK } from "./link-policy";

function Anchor({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return <>{children}</>;
  return (
    <a href={href} className="link [overflow-wrap:anywhere]" {...UNTRUSTED_LINK}>
      {children}
    </a>
  );
}

/** A remote image is never loaded: its words and a link to it stand in its place. */
function ImageNote({ href, text }: { href: string; text: string }) {
  return (
    <span className="text-soft">
      [<Anchor href={safeHref(decodeEntities(href))}>{decodeEntities(text).trim() || "Image"}</Anchor>]
    </span>
  );
}

/** Raw HTML is shown as it was written; only a line break is obeyed and a comment is left out. */
function RawHtml({ raw }: { raw: string }) {
  if (/^<br\s*\/?>$/i.test(raw)) return <br />;
  return raw.startsWith("<!--") ? null : raw;
}

function renderInline(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "text":
      return token.tokens === undefined ? decodeEntities(token.text) : <Inline tokens={token.tokens} />;
    case "escape":
      return token.text;
    case "strong":
      return (
        <strong>
          <Inline tokens={token.tokens} />
        </strong>
      );
    case "em":
      return (
        <em>
          <Inline tokens={token.tokens} />
        </em>
      );
    case "del":
      return (
        <del>
          <Inline tokens={token.tokens} />
        </del>
      );
    case "codespan":
      return (
        <code className="rounded-mark bg-sunken px-[3px] py-px font-mono text-[0.875em] [overflow-wrap:anywhere]">
          {token.text}
        </code>
      );
    case "br":
      return <br />;
    case "link":
      return (
        <Anchor href={safeHref(token.autolink === true ? token.href : decodeEntities(token.href))}>
          <Inline tokens={token.tokens} />
        </Anchor>
      );
    case "image":
      return <ImageNote href={token.href} text={token.text} />;
    case "html":
      return <RawHtml raw={token.raw} />;
    case "checkbox":
      return null;
    default:
      return token.raw;
  }
}

/** Words inside a block. Everything is text to React, so nothing in it can become markup. */
export function Inline({ tokens }: { tokens: readonly Token[] | undefined }) {
  return keyed(tokens ?? []).map(({ key, item }) => <Fragment key={key}>{renderInline(item as MarkedToken)}</Fragment>);
}
