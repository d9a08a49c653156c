/** What a block of a language is called that the answer gave no name. */
const NAMES: Readonly<Record<string, string>> = {
  c: "snippet.c",
  "c#": "snippet.cs",
  "c++": "snippet.cpp",
  cpp: "snippet.cpp",
  cs: "snippet.cs",
  csharp: "snippet.cs",
  css: "styles.css",
  csv: "data.csv",
  docker: "Dockerfile",
  dockerfile: "Dockerfile",
  go: "snippet.go",
  golang: "snippet.go",
  graphql: "schema.graphql",
  htm: "index.html",
  html: "index.html",
  ini: "settings.ini",
  java: "snippet.java",
  javascript: "script.js",
  js: "script.js",
  json: "data.json",
  jsonc: "data.json",
  jsx: "component.jsx",
  kotlin: "snippet.kt",
  kt: "snippet.kt",
  lua: "snippet.lua",
  markdown: "document.md",
  md: "document.md",
  mermaid: "diagram.mmd",
  mjs: "script.mjs",
  php: "snippet.php",
  prisma: "schema.prisma",
  py: "snippet.py",
  python: "snippet.py",
  rb: "snippet.rb",
  rs: "snippet.rs",
  ruby: "snippet.rb",
  rust: "snippet.rs",
  scss: "styles.scss",
  sql: "query.sql",
  svelte: "component.svelte",
  svg: "image.svg",
  swift: "snippet.swift",
  toml: "settings.toml",
  ts: "snippet.ts",
  tsv: "data.tsv",
  tsx: "component.tsx",
  typescript: "snippet.ts",
  vue: "component.vue",
  xml: "data.xml",
  yaml: "settings.yaml",
  yml: "settings.yaml",
};
/** Worth a file however short they are: there is something to look at. */
const SHOWN = new Set(["csv", "html", "htm", "jsx", "markdown", "md", "mermaid", "svg", "tsx"]);
const SHELLS = new Set(["bash", "sh", "shell", "zsh"]);
const LINES_MIN = 3;

function hasLines(text: string, count: number): boolean {
  let at = -1;
  for (let found = 0; found < count; found += 1) {
    at = text.indexOf("\n", at + 1);
    if (at < 0) return found + 1 >= count && text.trim() !== "";
  }
  return true;
}

/** A name for a block without one; null for what is no file: commands to type, a line or two, an unknown language. */
export function madeUpName(language: string | null, text: string): string | null {
  if (language === null || text.trim() === "") return null;
  if (SHELLS.has(language)) return text.startsWith("#!") ? "script.sh" : null;
  const name = Object.hasOwn(NAMES, language) ? NAMES[language] : undefined;
  if (name === undefined) return null;
  if (language === "xml" && /^\s*<svg[\s>]/.test(text)) return "image.svg";
  return SHOWN.has(language) || hasLines(text.trimEnd(), LINES_MIN) ? name : null;
}
