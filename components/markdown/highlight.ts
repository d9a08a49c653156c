import type { HighlighterCore, LanguageInput, ThemedToken } from "shiki/core";
import { createCssVariablesTheme, createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";

export type ColouredLine = Pick<ThemedToken, "content" | "color">[];

type Load = () => LanguageInput;

// Grammars that bring a dozen others along (Ruby, C++, PHP) are left out: a megabyte is too dear for colours.
const LANGUAGES: Readonly<Record<string, Load>> = {
  bash: () => import("shiki/langs/shellscript.mjs"),
  c: () => import("shiki/langs/c.mjs"),
  csharp: () => import("shiki/langs/csharp.mjs"),
  css: () => import("shiki/langs/css.mjs"),
  diff: () => import("shiki/langs/diff.mjs"),
  docker: () => import("shiki/langs/docker.mjs"),
  go: () => import("shiki/langs/go.mjs"),
  html: () => import("shiki/langs/html.mjs"),
  ini: () => import("shiki/langs/ini.mjs"),
  java: () => import("shiki/langs/java.mjs"),
  javascript: () => import("shiki/langs/javascript.mjs"),
  json: () => import("shiki/langs/json.mjs"),
  kotlin: () => import("shiki/langs/kotlin.mjs"),
  markdown: () => import("shiki/langs/markdown.mjs"),
  python: () => import("shiki/langs/python.mjs"),
  rust: () => import("shiki/langs/rust.mjs"),
  sql: () => import("shiki/langs/sql.mjs"),
  swift: () => import("shiki/langs/swift.mjs"),
  toml: () => import("shiki/langs/toml.mjs"),
  tsx: () => import("shiki/langs/tsx.mjs"),
  typescript: () => import("shiki/langs/typescript.mjs"),
  xml: () => import("shiki/langs/xml.mjs"),
  yaml: () => import("shiki/langs/yaml.mjs"),
};

const ALIASES: Readonly<Record<string, string>> = {
  "c#": "csharp",
  cs: "csharp",
  cjs: "javascript",
  cts: "typescript",
  dockerfile: "docker",
  golang: "go",
  h: "c",
  htm: "html",
  js: "javascript",
  json5: "json",
  jsonc: "json",
  jsx: "tsx",
  kt: "kotlin",
  md: "markdown",
  mdc: "markdown",
  mjs: "javascript",
  mts: "typescript",
  patch: "diff",
  postgresql: "sql",
  psql: "sql",
  py: "python",
  rs: "rust",
  sh: "bash",
  shell: "bash",
  svg: "xml",
  ts: "typescript",
  yml: "yaml",
  zsh: "bash",
};

const THEME = createCssVariablesTheme({ name: "house", variablePrefix: "--code-", fontStyle: false });

let core: Promise<HighlighterCore> | undefined;

function highlighter(): Promise<HighlighterCore> {
  core ??= createHighlighterCore({
    themes: [THEME],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  return core;
}

/** The lines of some code with their colours; null for a language that is not known here. */
export async function highlight(code: string, language: string): Promise<ColouredLine[] | null> {
  const name = ALIASES[language] ?? language;
  const load = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined;
  if (load === undefined) return null;
  const shiki = await highlighter();
  await shiki.loadLanguage(load());
  const { tokens } = shiki.codeToTokens(code, { lang: name === "bash" ? "shellscript" : name, theme: "house" });
  return tokens.map((line) =>
    line.map(({ content, color }) => (color === undefined ? { content } : { content, color })),
  );
}
