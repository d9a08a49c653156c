import { escapeHtml } from "@/lib/escape-html";
import { EXPORT_STYLE } from "@/lib/sessions/export-style";
import { endWords, factsOf, leftOutWords, originWords, pickWords } from "@/lib/sessions/export-words";
import type { ExportedRun, ExportedThread, ExportedTurn } from "@/lib/sessions/exported-thread";

/** Makes safe HTML of untrusted Markdown whose headings stand below a level. */
export type RenderMarkdown = (text: string, below: number) => string;

/** Nothing is fetched and nothing runs, also where the file is opened from a disk. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

function factsHtml(run: ExportedRun): string {
  const rows = factsOf(run).map(({ term, words }) => `<div><dt>${term}</dt><dd>${escapeHtml(words)}</dd></div>`);
  return `<dl class="facts">${rows.join("")}</dl>`;
}

function runHtml(run: ExportedRun, render: RenderMarkdown): string {
  const end = endWords(run);
  return [
    '<h3 class="label">Answer</h3>',
    run.answer === "" ? "" : `<div class="answer" dir="auto">${render(run.answer, 3)}</div>`,
    end === null ? "" : `<p class="end">${escapeHtml(end)}</p>`,
    factsHtml(run),
  ].join("\n");
}

function turnHtml(turn: ExportedTurn, position: number, render: RenderMarkdown): string {
  const leftOut = leftOutWords(turn);
  const pick = pickWords(turn);
  return `${leftOut === null ? "" : `<p class="end">${leftOut}</p>\n`}<section>
<h2>Turn ${position}</h2>
<h3 class="label">Input</h3>
<pre class="input" dir="auto">${escapeHtml(turn.input)}</pre>
${turn.runs.map((run) => runHtml(run, render)).join("\n")}${pick === null ? "" : `\n<p class="end">${escapeHtml(pick)}</p>`}
</section>`;
}

/**
 * A thread as one HTML file that needs nothing beside it, a piece for each turn: reading the Markdown of a very long one
 * takes seconds, in which others wait.
 */
export function* exportHtml(thread: ExportedThread, render: RenderMarkdown): Generator<string, undefined> {
  const title = escapeHtml(thread.title);
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${EXPORT_STYLE}</style>
</head>
<body>
<main>
<h1 dir="auto">${title}</h1>
`;
  for (const [index, turn] of thread.turns.entries()) yield `${turnHtml(turn, index + 1, render)}\n`;
  yield `<footer>${escapeHtml(originWords(thread))}</footer>
</main>
</body>
</html>
`;
}
