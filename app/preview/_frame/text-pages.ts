import { markdownHtml } from "@/components/markdown/markdown-html";
import { escapeHtml } from "@/lib/escape-html";
import { readCsv } from "./read-csv";

const ROWS_MAX = 1_000;
const COLUMNS_MAX = 50;
const CELL_MAX = 500;
const NODES_MAX = 5_000;

const cut = (text: string): string => escapeHtml(text.length > CELL_MAX ? `${text.slice(0, CELL_MAX)}…` : text);

/** A table, its first row as its head. */
export function csvPage(text: string, path: string): string {
  const firstLine = text.slice(0, text.indexOf("\n") >>> 0);
  const separator = path.endsWith(".tsv") ? "\t" : firstLine.includes(";") && !firstLine.includes(",") ? ";" : ",";
  const [head = [], ...rows] = readCsv(text, separator, ROWS_MAX + 2).map((row) => row.slice(0, COLUMNS_MAX));
  const line = (row: string[], tag: "td" | "th") => row.map((cell) => `<${tag}>${cut(cell)}</${tag}>`).join("");
  const body = rows.slice(0, ROWS_MAX).map((row) => `<tr>${line(row, "td")}</tr>`);
  const more = rows.length > ROWS_MAX ? `<p class="note">Only the first ${ROWS_MAX} rows are shown.</p>` : "";
  return `<table><thead><tr>${line(head, "th")}</tr></thead><tbody>${body.join("")}</tbody></table>${more}`;
}

/** A tree that can be folded; deep and long ones end in a sentence. */
export function jsonPage(text: string): string {
  let left = NODES_MAX;
  const node = (value: unknown, key: string, depth: number): string => {
    left -= 1;
    const name = key === "" ? "" : `<span class="key">${cut(key)}:</span> `;
    if (typeof value !== "object" || value === null || depth > 100) {
      return `<div class="value">${name}${cut(JSON.stringify(value) ?? "")}</div>`;
    }
    const entries = Object.entries(value);
    const words = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
    const inside: string[] = [];
    for (const [inner, part] of entries) {
      if (left <= 0) break;
      inside.push(node(part, inner, depth + 1));
    }
    return `<details${depth < 2 ? " open" : ""}><summary>${name}${words}</summary>${inside.join("")}</details>`;
  };
  const tree = node(JSON.parse(text), "", 0);
  return left <= 0 ? `${tree}<p class="note">Only the first ${NODES_MAX} values are shown.</p>` : tree;
}

export function markdownPage(text: string): string {
  return `<main style="max-width:70ch;margin:auto">${markdownHtml(text, 0)}</main>`;
}

const SAMPLE = `<header><h1>A heading</h1><nav><a href="#">First</a> <a href="#">Second</a></nav></header>
<main><p>Some words with a <a href="#">link</a>, <strong>strong</strong> and <em>stressed</em> ones.</p>
<button class="button btn primary">Button</button> <input class="input" value="Input" aria-label="Input">
<ul><li>One</li><li>Two</li></ul><div class="card"><h2>A card</h2><p>Its words.</p></div>
<table><tr><th>Head</th><th>Head</th></tr><tr><td>Cell</td><td>Cell</td></tr></table><pre><code>code</code></pre></main>`;

/** A style sheet on a page with a bit of everything. */
export function cssPage(text: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>${text.replaceAll("</", "<\\/")}</style></head><body>${SAMPLE}</body></html>`;
}
