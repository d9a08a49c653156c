import type { MarkedToken, Token, Tokens } from "marked";
import { readCodeInfo } from "@/lib/code-files/code-info";
import { escapeHtml } from "@/lib/escape-html";
import { headingShift, splitBlocks } from "./blocks";
import { decodeEntities } from "./entities";
import { safeHref, UNTRUSTED_LINK } from "./link-policy";
import { splitForReading } from "./split-for-reading";

const { target, rel, referrerPolicy } = UNTRUSTED_LINK;
const LINK = `target="${target}" rel="${rel}" referrerpolicy="${referrerPolicy}"`;

function anchor(href: string | null, words: string): string {
  return href === null ? words : `<a href="${escapeHtml(href)}" ${LINK}>${words}</a>`;
}

/** Shown as it was written; only a line break is obeyed and a comment is left out. */
function rawHtml(raw: string): string {
  if (/^<br\s*\/?>$/i.test(raw)) return "<br>";
  return raw.startsWith("<!--") ? "" : escapeHtml(raw);
}

function inlineOf(token: MarkedToken): string {
  switch (token.type) {
    case "text":
      return token.tokens === undefined ? escapeHtml(decodeEntities(token.text)) : inline(token.tokens);
    case "escape":
      return escapeHtml(token.text);
    case "strong":
    case "em":
    case "del":
      return `<${token.type}>${inline(token.tokens)}</${token.type}>`;
    case "codespan":
      return `<code>${escapeHtml(token.text)}</code>`;
    case "br":
      return "<br>";
    case "link":
      return anchor(safeHref(token.autolink === true ? token.href : decodeEntities(token.href)), inline(token.tokens));
    case "image": {
      const words = escapeHtml(decodeEntities(token.text).trim() || "Image");
      return `[${anchor(safeHref(decodeEntities(token.href)), words)}]`;
    }
    case "html":
      return rawHtml(token.raw);
    case "checkbox":
      return "";
    default:
      return escapeHtml(token.raw);
  }
}

function inline(tokens: readonly Token[] | undefined): string {
  return (tokens ?? []).map((token) => inlineOf(token as MarkedToken)).join("");
}

function codeHtml(token: Tokens.Code): string {
  const { file, language } = readCodeInfo(token.lang);
  const caption = escapeHtml(file ?? language ?? "text");
  return `<figure><figcaption>${caption}</figcaption><pre><code>${escapeHtml(token.text)}</code></pre></figure>`;
}

function cellsHtml(cells: readonly Tokens.TableCell[], tag: "td" | "th"): string {
  const opened = (align: Tokens.TableCell["align"]) => (align === null ? tag : `${tag} style="text-align:${align}"`);
  return cells.map(({ align, tokens }) => `<${opened(align)}>${inline(tokens)}</${tag}>`).join("");
}

function tableHtml({ header, rows }: Tokens.Table): string {
  const body = rows.map((cells) => `<tr>${cellsHtml(cells, "td")}</tr>`).join("");
  return `<div class="table"><table><thead><tr>${cellsHtml(header, "th")}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function listHtml({ ordered, start, items }: Tokens.List, shift: number): string {
  const tag = ordered ? "ol" : "ul";
  const from = ordered && start !== "" && start !== 1 ? ` start="${start}"` : "";
  const rows = items.map((item) => {
    const box = `<input type="checkbox" disabled${item.checked === true ? " checked" : ""}> `;
    const words = item.tokens.map((token) => blockHtml(token as MarkedToken, shift, !item.loose)).join("");
    return item.task ? `<li class="task">${box}${words}</li>` : `<li>${words}</li>`;
  });
  return `<${tag}${from}>${rows.join("")}</${tag}>`;
}

function blockHtml(token: MarkedToken, shift: number, isTight = false): string {
  switch (token.type) {
    case "heading": {
      const tag = `h${Math.min(Math.max(token.depth + shift, 2), 6)}`;
      return `<${tag}>${inline(token.tokens)}</${tag}>`;
    }
    case "paragraph":
      return isTight ? inline(token.tokens) : `<p>${inline(token.tokens)}</p>`;
    case "list":
      return listHtml(token, shift);
    case "code":
      return codeHtml(token);
    case "blockquote": {
      const inside = token.tokens.map((child) => blockHtml(child as MarkedToken, shift));
      return `<blockquote>${inside.join("")}</blockquote>`;
    }
    case "table":
      return tableHtml(token);
    case "hr":
      return "<hr>";
    case "html": {
      const words = token.raw.trim();
      return words.startsWith("<!--") && words.endsWith("-->") ? "" : `<pre>${escapeHtml(words)}</pre>`;
    }
    case "space":
    case "def":
    case "checkbox":
      return "";
    default:
      return inlineOf(token);
  }
}

/**
 * A finished, untrusted Markdown text as HTML for files that stand alone, where React's components cannot: read by the
 * same lexer under the same rules as `Markdown`, which a test holds it to. `below` is the heading level it stands under.
 */
export function markdownHtml(text: string, below: number): string {
  const { markdown, rest } = splitForReading(text);
  const blocks = splitBlocks(markdown);
  const shift = headingShift(blocks, below);
  const html = blocks.map(({ token }) => blockHtml(token, shift)).join("\n");
  return rest === "" ? html : `${html}\n<pre>${escapeHtml(rest)}</pre>`;
}
