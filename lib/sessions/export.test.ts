import { Lexer } from "marked";
import { expect, test } from "vitest";
import { exportHtml as piecesOfHtml } from "@/lib/sessions/export-html";
import { exportJson } from "@/lib/sessions/export-json";
import { exportMarkdown } from "@/lib/sessions/export-markdown";
import { type ExportedRun, type ExportedThread, toExportedThread } from "@/lib/sessions/exported-thread";
import type { TurnRun } from "@/lib/sessions/session";
import type { SharedTurn } from "@/lib/sessions/shared-session";

const run: ExportedRun = {
  prompt: { kind: "package", scope: "prpm", name: "plain-english", format: "claude", version: "1.2.0" },
  model: "sonnet",
  createdAt: "2026-11-28T14:05:00.000Z",
  status: "succeeded",
  stopReason: "end_turn",
  error: null,
  answer: "Columns **bear** roofs.",
  receipt: {
    creditsQuoted: 2,
    creditsSpent: 1,
    tokensUsed: 1_204,
    usage: { inputTokens: 900, outputTokens: 304, thinkingTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0 },
    usageEstimated: false,
    firstTokenMs: 420,
    durationMs: 6_100,
  },
};
const thread: ExportedThread = {
  title: "Greek temples",
  exportedAt: "2026-11-28T15:00:00.000Z",
  turns: [
    { input: "What do columns do?", leftOut: 0, runs: [run], pick: null },
    {
      input: "And walls?",
      leftOut: 0,
      runs: [{ ...run, prompt: { kind: "none" }, answer: "", status: "failed", stopReason: null, error: "No answer." }],
      pick: null,
    },
  ],
};
const exportHtml = (...given: Parameters<typeof piecesOfHtml>) => [...piecesOfHtml(...given)].join("");
const render = (text: string) => `[markdown of ${text.length}]`;

const withTurn = (input: string, answer: string, title = "t"): ExportedThread => ({
  ...thread,
  title,
  turns: [{ input, leftOut: 0, runs: [{ ...run, answer }], pick: null }],
});

test("Markdown says what was asked, answered, used and spent", () => {
  expect(exportMarkdown(thread)).toBe(`# Greek temples

## Turn 1

### Input

\`\`\`text
What do columns do?
\`\`\`

### Answer

\`\`\`markdown
Columns **bear** roofs.
\`\`\`

- Package: prpm/plain-english 1.2.0
- Model: Sonnet 5.5
- Date: 28 Nov 2026, 14:05 UTC
- Spent: 1 credit of at most 2
- Tokens: 1,204 (304 out)
- First token: 0.4 s
- Took: 6.1 s

## Turn 2

### Input

\`\`\`text
And walls?
\`\`\`

### Answer

*No answer.*

- Package: No package
- Model: Sonnet 5.5
- Date: 28 Nov 2026, 14:05 UTC
- Spent: 1 credit of at most 2
- Tokens: 1,204 (304 out)
- First token: 0.4 s
- Took: 6.1 s

---

Exported from PRPM Playground on 28 Nov 2026, 15:00 UTC.
`);
});

test("JSON has its documented shape, and nothing beside it", () => {
  expect(JSON.parse(exportJson(thread))).toEqual({
    format: "prpm-playground-session",
    version: 1,
    title: "Greek temples",
    exportedAt: "2026-11-28T15:00:00.000Z",
    turns: thread.turns,
  });
});

const HOSTILE = [
  "</title><script>alert(1)</script>",
  "<img src=https://evil.example/x.png onerror=alert(1)>",
  "```\n\n# Out\n\n```",
  "`````\n</pre>\n`````",
  "~~~~\n<b>\r```\r</b>",
  "![x](https://evil.example/x.png) [y](javascript:alert(1))",
  "* _ [a]: https://evil.example www.evil.example a@evil.example",
  '"><meta http-equiv=refresh content=0>',
];

test.each(HOSTILE)("%j comes out of Markdown as words", (text) => {
  const tokens = new Lexer().lex(exportMarkdown(withTurn(text, text, text)));
  const codes = tokens.flatMap((token) => (token.type === "code" ? [String(token["text"])] : []));
  expect(codes).toEqual([text.replace(/\r\n?/g, "\n"), text.replace(/\r\n?/g, "\n")]);
  const heading = tokens.find((token) => token.type === "heading");
  const inside = heading !== undefined && "tokens" in heading ? (heading.tokens ?? []) : [];
  for (const { type } of inside) expect(["text", "escape"]).toContain(type);
  expect(tokens.filter(({ type }) => type === "html" || type === "def")).toEqual([]);
});

test.each(HOSTILE)("%j comes out of HTML as words", (text) => {
  const tags = (hostile: ExportedThread) => exportHtml(hostile, render).match(/<[^>]*>/g);
  expect(tags(withTurn(text, "a", text))).toEqual(tags(withTurn("a", "a", "a")));
});

test("HTML needs nothing beside it and runs nothing", () => {
  const html = exportHtml(thread, render);
  expect(html).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
  );
  expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|https?:/i);
  expect(html).toContain("<title>Greek temples</title>");
  expect(html).toContain("[markdown of 23]");
  expect(html).toContain("prefers-color-scheme: dark");
});

test("what is exported has no ids of ours, nor what only its owner has", () => {
  const shown: TurnRun = {
    ...run,
    ...run.receipt,
    creditsQuoted: 2,
    runId: "RUN",
    sessionId: "SESSION",
    parentRunId: "PARENT",
    lane: 0,
    response: run.answer,
    creditsRemaining: 4_711,
    omittedTurns: 0,
    error: null,
    hasCustomPrompt: false,
    packageRef: { id: "PACKAGE", scope: "prpm", name: "plain-english", format: "claude", version: "1.2.0" },
    promptHash: "HASH",
    feedback: null,
    versions: ["RUN"],
  };
  const session = {
    id: "SESSION",
    title: "t",
    saved: true,
    expiresAt: null,
    fork: null,
    turns: [{ userInput: "i", comparisonId: null, runs: [shown], pick: null }],
  };
  const exported = toExportedThread(session, new Date("2026-11-28T15:00:00Z"));
  expect(exported).toEqual({
    title: "t",
    exportedAt: "2026-11-28T15:00:00.000Z",
    turns: [{ input: "i", leftOut: 0, runs: [run], pick: null }],
  });
  expect(JSON.stringify(exported)).not.toMatch(/RUN|SESSION|PARENT|PACKAGE|HASH|4711/);
});

test("a fork begins with what was shared, which says what was left out and never the text of a prompt", () => {
  const { receipt, answer, prompt: _, status: _status, error: _error, ...rest } = run;
  const taken: SharedTurn = {
    userInput: "Earlier",
    leftOut: 2,
    runs: [
      { ...rest, ...receipt, response: answer, lane: 0, omittedTurns: 0, prompt: { kind: "custom", text: "SECRET" } },
    ],
  };
  const session = {
    id: "s",
    title: "t",
    saved: true,
    expiresAt: null,
    fork: { turns: [taken], isTakenDown: false },
    turns: [],
  };
  const exported = toExportedThread(session, new Date());
  expect(exported.turns).toEqual([
    {
      input: "Earlier",
      leftOut: 2,
      runs: [{ ...run, prompt: { kind: "custom" }, receipt: { ...receipt, creditsQuoted: null } }],
      pick: null,
    },
  ]);
  const markdown = exportMarkdown(exported);
  expect(markdown).toContain("*2 turns are left out here.*\n\n## Turn 1");
  expect(markdown).toContain("- Package: Own prompt");
  expect(markdown).toContain("- Spent: 1 credit\n");
  expect(exportHtml(exported, render)).toContain("2 turns are left out here.");
});

test("a picked lane is named, by its place in the file, and a tie as one", () => {
  const turn = (pick: ExportedThread["turns"][number]["pick"]) => ({
    ...thread,
    turns: [{ input: "i", leftOut: 0, runs: [run, { ...run, prompt: { kind: "none" as const } }], pick }],
  });
  const pickedAt = "2026-11-28T15:00:00.000Z";
  const blind = turn({ winner: 1, blind: true, pickedAt });
  expect(exportMarkdown(blind)).toContain("Picked: answer 2 (No package, Sonnet 5.5), blind\n");
  expect(exportHtml(blind, render)).toContain('<p class="end">Picked: answer 2 (No package, Sonnet 5.5), blind</p>');
  expect(JSON.parse(exportJson(blind)).turns[0].pick).toEqual({ winner: 1, blind: true, pickedAt });
  expect(exportMarkdown(turn({ winner: null, blind: false, pickedAt }))).toContain("Picked: none was better\n");
});
