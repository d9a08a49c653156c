import { endWords, factsOf, leftOutWords, originWords, pickWords } from "@/lib/sessions/export-words";
import type { ExportedRun, ExportedThread, ExportedTurn } from "@/lib/sessions/exported-thread";

/** Words that stand in Markdown of ours as they are, whatever signs are in them. */
function plain(words: string): string {
  return words
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|~&$!@]/g, "\\$&")
    .replace(/:(?=\/\/)|(?<=\bwww)\./gi, "\\$&");
}

/** A text as it was written, in a fence that is longer than any inside: nothing of it is read as Markdown or HTML. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\r\n?/g, "\n")}\n${fence}`;
}

function runOf(run: ExportedRun): string[] {
  const end = endWords(run);
  return [
    "### Answer",
    ...(run.answer === "" ? [] : [fenced(run.answer, "markdown")]),
    ...(end === null ? [] : [`*${plain(end)}*`]),
    factsOf(run)
      .map(({ term, words }) => `- ${term}: ${plain(words)}`)
      .join("\n"),
  ];
}

function turnOf(turn: ExportedTurn, index: number): string[] {
  const leftOut = leftOutWords(turn);
  const note = leftOut === null ? [] : [`*${leftOut}*`];
  const pick = pickWords(turn);
  const picked = pick === null ? [] : [plain(pick)];
  return [
    ...note,
    `## Turn ${index + 1}`,
    "### Input",
    fenced(turn.input, "text"),
    ...turn.runs.flatMap(runOf),
    ...picked,
  ];
}

/** A thread as a Markdown file that reads well as text; inputs and answers stand in it as they were written. */
export function exportMarkdown(thread: ExportedThread): string {
  const turns = thread.turns.flatMap(turnOf);
  return `${[`# ${plain(thread.title)}`, ...turns, "---", plain(originWords(thread))].join("\n\n")}\n`;
}
