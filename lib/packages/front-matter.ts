import { parse } from "yaml";

export type FrontMatter = {
  fields: Readonly<Record<string, unknown>>;
  /** The text after it; the whole text when there is none. */
  body: string;
};

const LENGTH_MAX = 32_768;
const CLOSING = /\r?\n---[ \t]*(?:\r?\n|$)/;

/** Real rules write `globs: **\/*.ts` and `description: Use when: ...`, which YAML refuses: take them line by line. */
function parseLines(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, key, value] = /^([A-Za-z][\w-]*):[ \t]*(\S.*)$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) fields[key] = value.trim().replace(/^(["'])(.*)\1$/, "$2");
  }
  return fields;
}

function parseFields(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = parse(text, { maxAliasCount: 0, logLevel: "error" });
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    return parseLines(text);
  }
  return parseLines(text);
}

/** The YAML block at the head of a Markdown file and the text below it. Never refuses: a broken block has fewer fields. */
export function splitFrontMatter(content: string): FrontMatter {
  const opening = /^\ufeff?---[ \t]*\r?\n/.exec(content)?.[0];
  if (opening === undefined) return { fields: {}, body: content };
  // One line break back, so that an empty block closes as well.
  const start = opening.length - 1;
  const head = content.slice(start, start + LENGTH_MAX);
  const closing = CLOSING.exec(head);
  if (closing === null) return { fields: {}, body: content };
  const body = content.slice(start + closing.index + closing[0].length).replace(/^(?:[ \t]*\r?\n)+/, "");
  return { fields: parseFields(head.slice(0, closing.index)), body };
}
