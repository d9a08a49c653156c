import type { PreviewJob } from "@/lib/code-files/preview-job";

const ENDINGS = ["", ".tsx", ".ts", ".jsx", ".js", ".mjs", ".json", ".css"];
const INDEXES = ["/index.tsx", "/index.ts", "/index.jsx", "/index.js"];
/** TypeScript's way of naming what a file will be compiled to. */
const COMPILED = /\.([cm]?)jsx?$/;

/** A path written in a file, as seen from the answer's top: `../b` in `src/a.ts` is `b`. */
function joined(from: string, written: string): string {
  const base = written.startsWith("/") ? [] : from.split("/").slice(0, -1);
  const segments: string[] = [];
  for (const segment of [...base, ...written.split("/")]) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return segments.join("/");
}

/** The files of an answer, found as the files themselves call them. */
export class AnswerFiles {
  private readonly texts: Map<string, string>;
  readonly paths: readonly string[];

  constructor(files: PreviewJob["files"]) {
    this.texts = new Map(files.map(({ path, text }) => [path, text]));
    this.paths = files.map(({ path }) => path);
  }

  text(path: string): string {
    return this.texts.get(path) ?? "";
  }

  /** The file that another one means by an address of its own; null where the answer has none. */
  find(from: string, written: string): string | null {
    const address = written.replace(/[?#].*$/, "");
    if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(address) || address === "") return null;
    const wanted = /^[@~]\//.test(address)
      ? [address.slice(2), `src/${address.slice(2)}`]
      : [joined(from, address), ...(address.startsWith("/") ? [`src${address}`, `public${address}`] : [])];
    for (const path of wanted) {
      const written = [path, path.replace(COMPILED, ".$1ts"), path.replace(COMPILED, ".$1tsx")];
      const guesses = [...written, ...[...ENDINGS, ...INDEXES].map((ending) => path + ending)];
      const found = guesses.find((guess) => this.texts.has(guess));
      if (found !== undefined) return found;
    }
    return null;
  }
}
