const LIGHT = "--paper:#fbfaf8;--ink:#22201c;--soft:#5b5751;--rule:#e2dfd9;--sunken:#f4f2ee";
const DARK = "--paper:#191715;--ink:#efece7;--soft:#b9b4ab;--rule:#393632;--sunken:#211f1c";

const STYLES = `
html{background:var(--paper);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,sans-serif}
body{margin:0;padding:20px;overflow-wrap:anywhere}
code,pre,td,summary,.value{font-family:ui-monospace,Menlo,monospace;font-size:13px}
pre{background:var(--sunken);padding:12px;border-radius:8px;overflow:auto}
figure{margin:16px 0}figcaption{color:var(--soft);font-size:12px}
table{border-collapse:collapse}th,td{border:1px solid var(--rule);padding:4px 10px;text-align:left;vertical-align:top;max-width:40ch}
th{background:var(--sunken);font-weight:550}
details{margin-left:1.2em}details>summary{margin-left:-1.2em;cursor:pointer}
.value{margin-left:0}.key{color:var(--soft)}
a{color:inherit}img,svg{max-width:100%;height:auto}
blockquote{margin:16px 0;padding-left:16px;border-left:2px solid var(--rule);color:var(--soft)}
.note{color:var(--soft);font-size:13px}
.whole{display:grid;place-items:center;min-height:calc(100vh - 40px)}
`;

/** A document of ours around what a file says, light or dark as the page around. */
export function documentOf(body: string, isDark: boolean): string {
  const colours = isDark ? `${DARK};color-scheme:dark` : `${LIGHT};color-scheme:light`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><style>:root{${colours}}${STYLES}</style></head><body>${body}</body></html>`;
}
