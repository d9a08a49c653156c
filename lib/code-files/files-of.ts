import { readCodeInfo } from "./code-info";
import { DistinctPaths } from "./distinct-paths";
import { madeUpName } from "./made-up-name";
import { nameOfFence } from "./name-of-fence";
import { type Fence, readFences } from "./read-fences";
import { pathIdentity, safePath } from "./safe-path";

export type CodeFile = {
  /** Relative and safe to unpack; no two files of an answer have the same. */
  path: string;
  text: string;
  /** False for one that the answer ends in the middle of. */
  finished: boolean;
};

/** More than anybody asks for; an answer of nothing but fences stays a list that can be shown. */
const FILES_MAX = 500;
const LINKED_MAX = 50;
const LINKED = /(?:href|src)\s*=\s*["'](?:\.\/)?([\w./-]{1,200}\.(?:css|m?js))["']/gi;

/** The style sheets and scripts that the pages of an answer ask for: blocks without a name are probably these. */
function linkedNames(fences: readonly Fence[]): string[] {
  return fences
    .filter(({ info, text }) => /^html?\b/i.test(info) || /^\s*<!doctype html/i.test(text.slice(0, 200)))
    .flatMap(({ text }) => [...text.matchAll(LINKED)].map(([, name = ""]) => name))
    .slice(0, LINKED_MAX);
}

type Block = {
  fence: Fence;
  /** What it is called, by the answer or, where `isMadeUp`, by us. */
  name: string;
  isMadeUp: boolean;
};

/** The fences that are files, of several with one name the newest in the place of the first. */
function blocksOf(fences: readonly Fence[]): Block[] {
  const blocks = new Map<string, Block>();
  for (const [index, fence] of fences.entries()) {
    const said = nameOfFence(fence);
    const name = said ?? madeUpName(readCodeInfo(fence.info).language, fence.text);
    if (name === null) continue;
    const identity = said === null ? `\0${index}` : pathIdentity(said);
    if (blocks.size < FILES_MAX || blocks.has(identity)) blocks.set(identity, { fence, name, isMadeUp: said === null });
  }
  return [...blocks.values()];
}

function takePaths(blocks: readonly Block[], linked: readonly string[]): Map<Block, string> {
  const distinct = new DistinctPaths();
  const paths = new Map<Block, string>();
  // What the answer named itself keeps its name; ours make way.
  const said = blocks.filter(({ isMadeUp }) => !isMadeUp);
  for (const block of said) paths.set(block, distinct.take(safePath(block.name)));
  const asked = new Set(linked.map(safePath));
  for (const path of paths.values()) asked.delete(path);
  for (const block of blocks) {
    if (!block.isMadeUp) continue;
    const ending = block.name.slice(block.name.lastIndexOf("."));
    const name = [...asked].find((path) => path.endsWith(ending)) ?? block.name;
    asked.delete(name);
    paths.set(block, distinct.take(name));
  }
  return paths;
}

/**
 * The files that an answer holds, in the order in which they are first named. A path written twice is the newer one's;
 * a block without a name that is worth a file is given one.
 */
export function filesOf(markdown: string): CodeFile[] {
  const fences = readFences(markdown);
  const blocks = blocksOf(fences);
  const paths = takePaths(blocks, linkedNames(fences));
  return blocks.map((block) => {
    const { text, closed } = block.fence;
    return {
      path: paths.get(block) ?? block.name,
      text: text === "" || text.endsWith("\n") ? text : `${text}\n`,
      finished: closed,
    };
  });
}
