import type { PackageFormat, PackageSubtype } from "@/lib/packages/package";

export type PackageKind = { format: PackageFormat; subtype: PackageSubtype };

/** Where each tool keeps its files; the first row that fits counts. Paths are compared in lower case, with a / before. */
const PLACES: readonly (readonly [RegExp, PackageFormat, PackageSubtype])[] = [
  [/\/skill\.md$/, "claude", "skill"],
  [/\/\.claude\/skills\//, "claude", "skill"],
  [/\/\.claude\/agents\//, "claude", "agent"],
  [/\/\.claude\/commands\//, "claude", "slash-command"],
  [/\/\.claude\/(hooks\/|settings(\.local)?\.json$)/, "claude", "hook"],
  [/\/claude\.md$/, "claude", "rule"],
  [/\/\.cursor\/commands\//, "cursor", "slash-command"],
  [/\/\.cursor\/agents\//, "cursor", "agent"],
  [/\/\.cursor\/hooks/, "cursor", "hook"],
  [/(\.mdc|\/\.cursorrules)$|\/\.cursor\/rules\//, "cursor", "rule"],
  [/\.chatmode\.md$/, "copilot", "chatmode"],
  [/\.prompt\.md$/, "copilot", "prompt"],
  [/\.agent\.md$|\/\.github\/agents\//, "copilot", "agent"],
  [/\.instructions\.md$|\/copilot-instructions\.md$/, "copilot", "rule"],
  [/\/\.windsurf\/workflows\//, "windsurf", "slash-command"],
  [/\/\.windsurf\/|\/\.windsurfrules$/, "windsurf", "rule"],
  [/\/\.continue\/prompts\//, "continue", "prompt"],
  [/\/\.continue\//, "continue", "rule"],
  [/\/\.kiro\/hooks\//, "kiro", "hook"],
  [/\/\.kiro\/agents\//, "kiro", "agent"],
  [/\/\.kiro\//, "kiro", "rule"],
  [/\/agents\.md$/, "agents-md", "rule"],
  [/\/\.gemini\/commands\//, "gemini", "slash-command"],
  [/\/gemini\.md$|\/\.gemini\//, "gemini", "rule"],
  [/\/\.ruler\//, "ruler", "rule"],
  [/\/\.opencode\/agents?\//, "opencode", "agent"],
  [/\/\.opencode\/commands?\//, "opencode", "slash-command"],
  [/\/\.opencode\//, "opencode", "rule"],
  [/\/\.?mcp\.json$/, "mcp", "tool"],
  [/\/agents\/[^/]+\.md$/, "claude", "agent"],
  [/\/commands\/[^/]+\.md$/, "claude", "slash-command"],
];

/** What kind of package a file is by where it lies and what it is called; null when that says nothing. */
export function inferKind(path: string): PackageKind | null {
  const place = `/${path.toLowerCase()}`;
  const row = PLACES.find(([pattern]) => pattern.test(place));
  return row === undefined ? null : { format: row[1], subtype: row[2] };
}
