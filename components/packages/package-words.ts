import type { PackageFormat, PackageSubtype } from "@/lib/packages/package";
import type { Tool } from "@/lib/packages/tool-places";

/** Two letters and a name for each format. */
export const FORMAT_WORDS = {
  claude: { mark: "Cl", name: "Claude" },
  cursor: { mark: "Cu", name: "Cursor" },
  copilot: { mark: "Co", name: "Copilot" },
  windsurf: { mark: "Ws", name: "Windsurf" },
  continue: { mark: "Cn", name: "Continue" },
  kiro: { mark: "Ki", name: "Kiro" },
  "agents-md": { mark: "Ag", name: "AGENTS.md" },
  gemini: { mark: "Ge", name: "Gemini" },
  ruler: { mark: "Ru", name: "Ruler" },
  opencode: { mark: "Oc", name: "OpenCode" },
  mcp: { mark: "Mc", name: "MCP" },
  generic: { mark: "Md", name: "Generic" },
} as const satisfies Record<PackageFormat, { mark: string; name: string }>;

export const SUBTYPE_WORDS = {
  skill: "Skill",
  agent: "Agent",
  rule: "Rule",
  "slash-command": "Slash command",
  prompt: "Prompt",
  chatmode: "Chat mode",
  hook: "Hook",
  tool: "Tool",
} as const satisfies Record<PackageSubtype, string>;

/** The tools that a package is put in place for. */
export const TOOL_WORDS = {
  claude: "Claude Code",
  cursor: "Cursor",
  copilot: "Copilot",
  windsurf: "Windsurf",
} as const satisfies Record<Tool, string>;

/** Where a package's page is; formats other than the only one are told apart by `?format=`. */
export function packageHref({ scope, name, format }: { scope: string; name: string; format: string }): string {
  return `/packages/${encodeURIComponent(scope)}/${encodeURIComponent(name)}?format=${encodeURIComponent(format)}`;
}

/** The playground with a package chosen. Nothing runs until the reader says so. */
export function playgroundHref(packageId: string): string {
  return `/playground?${new URLSearchParams({ package: packageId })}`;
}

/** The playground with one of a package's suggested inputs written in, and the model it is best asked of. */
export function suggestionHref(packageId: string, suggestionId: string): string {
  return `/playground?${new URLSearchParams({ package: packageId, suggestion: suggestionId })}`;
}
