import type { ServerResponse } from "node:http";
import { sendText } from "../../stand-in/http-io";
import type { Work } from "../work";
import { html, type Markup } from "./html";

const STYLE = html`
:root { color-scheme: light dark; --line: light-dark(#d5d8de, #3a3f4a); --soft: light-dark(#f4f5f7, #1d2027); --quiet: light-dark(#555b66, #a6adba); --accent: light-dark(#4338ca, #a5b4fc); --on-accent: light-dark(#fff, #14121f); --bad: light-dark(#b42318, #ff9c92); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#fff, #14161b); color: light-dark(#1a1d23, #e8eaee); }
.notice { background: var(--soft); border-bottom: 1px solid var(--line); padding: 0.6rem 1rem; font-size: 0.875rem; text-align: center; }
main { max-width: 30rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
main.wide { max-width: 44rem; }
h1 { font-size: 1.125rem; font-weight: 600; margin: 0 0 0.25rem; }
h2 { font-size: 1rem; margin: 2rem 0 0.5rem; }
.amount { font-size: 2rem; font-weight: 650; margin: 0 0 1rem; }
.quiet { color: var(--quiet); }
label { display: block; font-size: 0.875rem; font-weight: 550; margin: 1rem 0 0.25rem; }
input { width: 100%; font: inherit; padding: 0.6rem 0.75rem; border: 1px solid light-dark(#868d9a, #6d7482); border-radius: 0.5rem; background: light-dark(#fff, #1a1d23); color: inherit; }
.row { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
button { font: inherit; font-weight: 600; width: 100%; margin-top: 1.5rem; padding: 0.7rem 1rem; border: 1px solid transparent; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent); cursor: pointer; }
button.second { background: transparent; color: inherit; border-color: light-dark(#868d9a, #6d7482); margin-top: 0.75rem; }
button.inline { width: auto; margin: 0; padding: 0.4rem 0.8rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
.error { border: 1px solid var(--bad); color: var(--bad); border-radius: 0.5rem; padding: 0.6rem 0.75rem; margin: 1rem 0 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9375rem; }
th, td { text-align: left; padding: 0.4rem 0.75rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number, th.number { text-align: right; padding-right: 0; white-space: nowrap; }
details { margin-top: 1.5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
summary { cursor: pointer; }
.card { border: 1px solid var(--line); border-radius: 0.75rem; padding: 1rem; margin: 0.75rem 0; }
@media print { .notice { border: 1px solid; } button { display: none; } }
`;

/** A visit to a page: the id in its address, its query, and the form that was sent, if one was. */
export type PageCall = {
  work: Work;
  id: string;
  query: URLSearchParams;
  form: URLSearchParams;
  /** All cookies of the visitor, as they came. */
  cookies: string;
};

/** `framed`: other pages may show it in a frame. */
export type PageResult = { page: Page; status?: number; framed?: boolean; cookie?: string } | { redirect: string };

export type Page = { title: string; body: Markup; wide?: boolean; script?: Markup };

/** A whole page that says what it is. */
function page({ title, body, wide = false, script }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: local stand-in for Stripe</title>
<style>${STYLE}</style>
</head>
<body>
<header class="notice">Local stand-in for Stripe: no real money. Never enter a real card.</header>
<main class="${wide ? "wide" : ""}">
${body}
</main>
${script && html`<script>${script}</script>`}
</body>
</html>
`.text;
}

/** Sends a page that runs no script but its own and lies in no other page's frame, unless it is made to. */
export function sendPage(
  res: ServerResponse,
  shown: Page,
  { status, framed, withOrigin }: { status: number; framed: boolean; withOrigin: (text: string) => string },
): void {
  sendText(res, status, withOrigin(page(shown)), {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "content-security-policy": [
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      ...(shown.script ? ["script-src 'unsafe-inline'"] : []),
      "base-uri 'none'",
      ...(framed ? [] : ["frame-ancestors 'none'"]),
    ].join("; "),
  });
}

export function redirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, "cache-control": "no-store" }).end();
}
