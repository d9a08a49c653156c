import { boundTokens } from "@/lib/packages/estimate-tokens";
import { folderOf } from "@/lib/packages/file-path";
import { splitFrontMatter } from "@/lib/packages/front-matter";
import { mainFile } from "@/lib/packages/main-file";
import { mentionOrder } from "@/lib/packages/mention-order";
import type { PackageSubtype } from "@/lib/packages/package";

/** A prompt with all its files stays under this; the rest is listed by name. */
export const PROMPT_TOKENS_MAX = 6_000;
/** Nothing weighs less than a row of blanks, which is a token for eight: a longer file need not be weighed. */
const FITTING_LENGTH_MAX = 8 * PROMPT_TOKENS_MAX + 8;

/** Content is null for a file that was not loaded because it is too heavy to be part of the prompt unasked. */
/** Raised whenever the same files come to be composed to another text: counts of the old one then mean nothing. */
export const COMPOSITION = 1;

export type PromptFile = { path: string; content: string | null };

export type PromptParts = {
  scope: string;
  name: string;
  format: string;
  subtype: string;
  files: readonly PromptFile[];
  /** The files the user ticked; they take the place of the choice by weight. */
  selected?: readonly string[] | null;
};

type Contents = {
  /** Paths of the files whose text is in it, the main file first. */
  included: string[];
  /** Paths of the files that are named only. */
  listed: string[];
};

export type ComposedPrompt =
  | ({ kind: "system"; text: string } & Contents)
  | ({ kind: "command"; template: string } & Contents)
  /** Hooks, MCP servers and tools: shown, not run. */
  | ({ kind: "none"; text: string } & Contents);

/** How a package is used in a run, by what it is. */
function promptKind({ format, subtype }: { format: string; subtype: string }): ComposedPrompt["kind"] {
  if (format === "mcp" || subtype === "hook" || subtype === "tool") return "none";
  return subtype === "slash-command" ? "command" : "system";
}

/** Front matter configures the tool that a rule, agent or command was written for; of a skill it is part of the text. */
function mainText(subtype: string, content: string): string {
  if (subtype === "skill") return content;
  const { body } = splitFrontMatter(content);
  return body.trim() === "" ? content : body;
}

function shownAs(path: string, main: string): string {
  const folder = folderOf(main);
  return folder !== "" && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function fileBlock(name: string, content: string): string {
  const lineEnd = content.endsWith("\n") ? "" : "\n";
  return `\n\n<file path="${name.replaceAll('"', "&quot;")}">\n${content}${lineEnd}</file>`;
}

function listBlock(names: readonly string[]): string {
  if (names.length === 0) return "";
  return `\n\nThese files belong to this package as well; their text is not included here:\n- ${names.join("\n- ")}`;
}

/** Which of the extra files go in: the ticked ones, else each in its turn that still fits. */
function choose(extras: readonly PromptFile[], parts: PromptParts, text: string, main: string): Set<string> {
  if (parts.selected) {
    const ticked = new Set(parts.selected);
    return new Set(extras.filter((file) => ticked.has(file.path)).map((file) => file.path));
  }
  const chosen = new Set<string>();
  let tokens = boundTokens(text) + boundTokens(listBlock(extras.map((file) => shownAs(file.path, main))));
  for (const { path, content } of extras) {
    if (content === null || content.length > FITTING_LENGTH_MAX) continue;
    const weight = boundTokens(fileBlock(shownAs(path, main), content));
    if (tokens + weight >= PROMPT_TOKENS_MAX) continue;
    tokens += weight;
    chosen.add(path);
  }
  return chosen;
}

function requireContent(file: PromptFile | undefined): string {
  if (file === undefined || file.content === null) throw new Error(`the text of ${file?.path ?? "no file"} is missing`);
  return file.content;
}

/**
 * The text of a package as it is sent, byte for byte the same for the same files: the main file whole, then its other
 * files in the order it names them, then by path, while the whole stays under `PROMPT_TOKENS_MAX` by our own bound.
 * A command is its main file's template alone; `fillCommand` puts the input in.
 */
export function composePrompt(parts: PromptParts): ComposedPrompt {
  const byPath = new Map(parts.files.map((file) => [file.path, file]));
  const main = mainFile({ name: parts.name, subtype: parts.subtype as PackageSubtype, paths: [...byPath.keys()] });
  const content = requireContent(byPath.get(main));
  const text = mainText(parts.subtype, content);
  const order = mentionOrder(
    content,
    [...byPath.keys()].filter((path) => path !== main),
    (path) => shownAs(path, main),
  );
  const kind = promptKind(parts);
  if (kind === "command") return { kind, template: text, included: [main], listed: order };

  const extras = order.flatMap((path) => byPath.get(path) ?? []);
  const chosen = choose(extras, parts, text, main);
  const blocks = extras
    .filter((file) => chosen.has(file.path))
    .map((file) => fileBlock(shownAs(file.path, main), requireContent(file)));
  const listed = order.filter((path) => !chosen.has(path));
  const whole = text + blocks.join("") + listBlock(listed.map((path) => shownAs(path, main)));
  return { kind, text: whole, included: [main, ...order.filter((path) => chosen.has(path))], listed };
}

/** The text whose weight is the package's: what is sent, a command's template before it is filled. */
export function promptText(prompt: ComposedPrompt): string {
  return prompt.kind === "command" ? prompt.template : prompt.text;
}
