import { baseName } from "@/lib/packages/file-path";

/** Names are looked for in the first part only, less of it the more names there are, so that many stay quick. */
const SEARCHED_LENGTH = 100_000;
const SEARCHED_LENGTH_OF_ALL = 5_000_000;
/** Places where a name is only a part of longer words before it is taken as not mentioned. */
const TRIES_MAX = 200;

const isPartOfName = (character: string | undefined) => character !== undefined && /[\w-]/.test(character);

/** Does the name stand at this place by itself, and not as the end of a longer path or the start of a longer word? */
function standsAlone(text: string, at: number, length: number): boolean {
  if (isPartOfName(text[at + length])) return false;
  const before = text[at - 1];
  // `./references/a.md` and `{baseDir}/references/a.md` name it from the same folder.
  if (before === "/") return text[at - 2] === "}" || (text[at - 2] === "." && !/[\w./-]/.test(text[at - 3] ?? " "));
  return before !== "." && !isPartOfName(before);
}

function firstMention(text: string, name: string): number {
  let at = text.indexOf(name);
  for (let tries = 0; at !== -1 && tries < TRIES_MAX; tries += 1) {
    if (standsAlone(text, at, name.length)) return at;
    at = text.indexOf(name, at + 1);
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * Puts files in the order in which a text first names them, by path or by the bare name of the file; those it does
 * not name follow by path. `nameOf` gives the path as the text would write it.
 */
export function mentionOrder(text: string, paths: readonly string[], nameOf: (path: string) => string): string[] {
  const searched = text.slice(0, Math.min(SEARCHED_LENGTH, SEARCHED_LENGTH_OF_ALL / Math.max(1, paths.length)));
  const bareNames = paths.map(baseName);
  const mentions = paths.map((path, index) => {
    const bare = bareNames[index] ?? "";
    const isUnique = bareNames.filter((name) => name === bare).length === 1;
    const names = new Set([nameOf(path), path, ...(isUnique ? [bare] : [])]);
    return { path, at: Math.min(...[...names].map((name) => firstMention(searched, name))) };
  });
  mentions.sort((a, b) => (a.at === b.at ? (a.path < b.path ? -1 : Number(a.path > b.path)) : a.at - b.at));
  return mentions.map((mention) => mention.path);
}
