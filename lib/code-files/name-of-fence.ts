import { readCodeInfo } from "./code-info";
import { looksLikePath } from "./looks-like-path";
import type { Fence } from "./read-fences";

const FIRST_LINE_MAX = 300;
/** How a comment begins and ends; each is looked for once, so that no line of blanks takes long. */
const COMMENT_BEGINS = /^(?:\/\/|\/\*+|#|--|;|%|<!--|\{\/\*)/;
const COMMENT_ENDS = /(?:\*\/\}?|-->)$/;
const LABEL = /^(?:file|filename|file name|path)\s*:\s*/i;

/** A line that says nothing but a path: a heading, something bold or in code marks, or "File: …". */
function pathAlone(line: string): string | null {
  const words = line
    .replace(/^(?:[#>\s]+|[-*+]\s+|\d+[.)]\s+)+/, "")
    .replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/g, (marks) => (marks.includes("_") ? marks : ""))
    .replace(LABEL, "")
    .replace(/\((?:new|updated|changed|modified|new file)\)/i, "")
    .replace(/(?<![:\s])[:\s]+$/, "");
  return looksLikePath(words) ? words : null;
}

/** The one path in code marks of a sentence that leads to the block: "Then `src/a.ts`:". */
function pathInSentence(line: string): string | null {
  if (!line.endsWith(":")) return null;
  const paths = [...line.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word).filter(looksLikePath);
  return paths.length === 1 ? (paths[0] ?? null) : null;
}

function pathInComment(text: string): string | null {
  const end = text.indexOf("\n");
  const line = end < 0 ? text : text.slice(0, end);
  if (line.length > FIRST_LINE_MAX) return null;
  const comment = line.trim();
  const begins = COMMENT_BEGINS.exec(comment)?.[0];
  if (begins === undefined) return null;
  const words = comment.slice(begins.length).replace(COMMENT_ENDS, "").trim().replace(LABEL, "");
  return looksLikePath(words) ? words : null;
}

/** What the answer calls the file that a block holds; null where it gives it no name. */
export function nameOfFence({ info, before, text }: Fence): string | null {
  return readCodeInfo(info).file ?? pathInComment(text) ?? pathAlone(before) ?? pathInSentence(before);
}
