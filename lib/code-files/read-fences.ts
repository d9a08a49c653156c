export type Fence = {
  /** What stands behind the opening marks. */
  info: string;
  /** The last line above it that is not blank, cut; "" where there is none. */
  before: string;
  text: string;
  /** False where the text ends before its closing marks. */
  closed: boolean;
};

const OPENS = /^([ \t]*)(`{3,}|~{3,})/;
/** What indents a fence further than lists do is code that is written by indenting it. */
const INDENT_MAX = 12;
const BEFORE_MAX = 300;
const INFO_MAX = 1_000;

type Open = { indent: number; marks: string; info: string; before: string; start: number };

/** Where the line begins and ends that starts at `at`; the text's length counts as an end. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function readOpening(line: string): Pick<Open, "indent" | "marks" | "info"> | null {
  const [, indent = "", marks = ""] = OPENS.exec(line) ?? [];
  if (marks === "" || indent.length > INDENT_MAX) return null;
  const info = line
    .slice(indent.length + marks.length)
    .slice(0, INFO_MAX)
    .trim();
  return marks.startsWith("`") && info.includes("`") ? null : { indent: indent.length, marks, info };
}

function closes(line: string, { indent, marks }: Open): boolean {
  const words = line.trim();
  if (words.length < marks.length || words !== marks.charAt(0).repeat(words.length)) return false;
  return line.length - line.trimStart().length <= indent + 3;
}

/** A fence that stands in a list is written further in; its text is not. */
function textOf(text: string, { indent, start }: Open, end: number): string {
  const inside = text.slice(start, Math.max(start, end));
  if (indent === 0) return inside;
  const margin = new RegExp(`^[ \\t]{1,${indent}}`, "gm");
  return inside.replace(margin, "");
}

/** The fenced code blocks of a Markdown text in order, read once from its beginning to its end. */
export function readFences(markdown: string): Fence[] {
  const text = markdown.replace(/\r\n?/g, "\n");
  const fences: Fence[] = [];
  let open: Open | null = null;
  let before = "";
  for (let at = 0; at < text.length; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (open !== null) {
      if (closes(line, open)) {
        fences.push({ info: open.info, before: open.before, text: textOf(text, open, at), closed: true });
        open = null;
        before = "";
      }
    } else {
      const opening = readOpening(line);
      if (opening !== null) open = { ...opening, before, start: Math.min(end + 1, text.length) };
      else if (line.trim() !== "") before = line.slice(0, BEFORE_MAX).trim();
    }
    at = end + 1;
  }
  if (open === null) return fences;
  return [...fences, { info: open.info, before: open.before, text: textOf(text, open, text.length), closed: false }];
}
