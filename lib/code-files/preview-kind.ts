export type PreviewKind = "html" | "svg" | "markdown" | "mermaid" | "csv" | "json" | "css" | "script" | "component";

const KINDS: Readonly<Record<string, PreviewKind>> = {
  cjs: "script",
  css: "css",
  csv: "csv",
  htm: "html",
  html: "html",
  js: "script",
  json: "json",
  jsx: "component",
  markdown: "markdown",
  md: "markdown",
  mdc: "markdown",
  mermaid: "mermaid",
  mjs: "script",
  mmd: "mermaid",
  mts: "script",
  svg: "svg",
  ts: "script",
  tsv: "csv",
  tsx: "component",
};

/** The ending of a file's name, in small letters; "" for a name without one. */
export function endingOf(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** What a file can be looked at as; null where there is nothing to look at but its text. */
export function previewKind(path: string): PreviewKind | null {
  if (path.endsWith(".d.ts")) return null;
  const ending = endingOf(path);
  return Object.hasOwn(KINDS, ending) ? (KINDS[ending] ?? null) : null;
}
