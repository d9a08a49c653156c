/** How an exported page looks: the product's reading column, in the reader's own fonts, light or dark. */
export const EXPORT_STYLE = `
:root { --paper: #fbfaf7; --sunken: #f3f1ec; --ink: #1d1b17; --soft: #5c5850; --line: #dedad2; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #131210; --sunken: #1c1b18; --ink: #edebe6; --soft: #a8a49b; --line: #35332e; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1rem 4rem; }
h1 { margin: 0 0 2rem; font-size: 1.75rem; font-weight: 600; line-height: 1.25; }
section { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
h2 { margin: 0 0 1rem; font-size: 1rem; font-weight: 600; }
h3.label { margin: 1.5rem 0 .5rem; font-size: .75rem; font-weight: 400; color: var(--soft); }
h4, h5, h6 { margin: 1.5rem 0 .5rem; font-size: 1rem; font-weight: 600; }
h4 { font-size: 1.125rem; }
pre, code, .facts { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
pre { margin: 1rem 0; font-size: .8125rem; white-space: pre-wrap; }
pre.input { margin: 0; padding-left: 1rem; border-left: 2px solid var(--line); font: inherit; color: var(--soft); }
figure { margin: 1rem 0; border: 1px solid var(--line); border-radius: 8px; background: var(--sunken); overflow: hidden; }
figcaption { padding: .375rem .75rem; border-bottom: 1px solid var(--line); font: .75rem ui-monospace, monospace; color: var(--soft); }
figure pre { margin: 0; padding: .625rem .75rem; overflow-x: auto; white-space: pre; overflow-wrap: normal; }
code { font-size: .875em; } pre code { font-size: inherit; }
:not(pre) > code { padding: 1px 3px; border-radius: 4px; background: var(--sunken); }
p, ul, ol { margin: .75rem 0; } ul, ol { padding-left: 1.25rem; } li > p { margin: .25rem 0; }
li.task { list-style: none; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 2px solid var(--line); color: var(--soft); }
hr { margin: 1.5rem 0; border: 0; border-top: 1px solid var(--line); }
.table { margin: 1rem 0; overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; }
th, td { padding: .375rem 1.25rem .375rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
a { color: inherit; text-underline-offset: 2px; }
.end, footer { color: var(--soft); font-size: .875rem; }
.facts { max-width: 28rem; margin: 1rem 0 0; font-size: .75rem; color: var(--soft); }
.facts div { display: flex; gap: 1rem; justify-content: space-between; border-bottom: 1px dotted var(--line); }
.facts dd { margin: 0; text-align: right; }
footer { margin-top: 3rem; }
@media print { section { break-inside: auto; } pre { white-space: pre-wrap !important; } }
`;
