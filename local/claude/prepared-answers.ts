import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";

/** An answer written for a suggested input; `input` has its whitespace normalised. */
export type PreparedAnswer = { input: string; packageName: string | null; text: string };

const FRONT_MATTER = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;
const NOTE = "*Prepared answer from the local stand-in for Claude. No model was called.*";

const normalise = (text: string) => text.replace(/\s+/g, " ").trim();

/** Reads one answer file; throws naming the file when it has no `input` or no body. */
export function parsePreparedAnswer(file: string, name: string): PreparedAnswer {
  const [, head = "", body = ""] = FRONT_MATTER.exec(file) ?? [];
  const fields: unknown = parse(head);
  const read = (key: string): unknown =>
    typeof fields === "object" && fields !== null ? Reflect.get(fields, key) : "";
  const input = read("input");
  const packageName = read("package");
  if (typeof input !== "string" || !input.trim() || !body.trim()) {
    throw new Error(`${name}: needs front matter with an input, then the answer.`);
  }
  // Every answer says where it comes from, also one that does not do so itself.
  const text = /stand-in/i.test(body) ? body.trim() : `${body.trim()}\n\n---\n\n${NOTE}`;
  return { input: normalise(input), packageName: typeof packageName === "string" ? packageName : null, text };
}

/** All prepared answers of a folder of Markdown files; none when there is no such folder. */
export function loadPreparedAnswers(folder: URL): PreparedAnswer[] {
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".md"))
    .map((name) => parsePreparedAnswer(readFileSync(new URL(encodeURIComponent(name), folder), "utf8"), name));
}

/**
 * The answer whose input stands in the user's message, whole or inside a filled template; the longest input wins,
 * and between packages with the same input the one whose name the prompt mentions.
 */
export function findPreparedAnswer(
  answers: readonly PreparedAnswer[],
  prompt: { system: string; user: string },
): PreparedAnswer | undefined {
  const user = normalise(prompt.user);
  const rank = ({ input, packageName }: PreparedAnswer) =>
    input.length * 2 + (packageName && `${prompt.system}\n${prompt.user}`.includes(packageName) ? 1 : 0);
  return answers
    .filter((answer) => user.includes(answer.input))
    .sort((a, b) => rank(b) - rank(a))
    .at(0);
}
