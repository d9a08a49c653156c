import { inferKind } from "@/lib/packages/infer-kind";
import type { PackageFormat, PackageSubtype } from "@/lib/packages/package";

/** The tools whose places are told; a format that is no tool's own is listed with those that read it as it is. */
export const TOOLS = ["claude", "cursor", "copilot", "windsurf"] as const;
export type Tool = (typeof TOOLS)[number];

type Placed = { format: PackageFormat; subtype: PackageSubtype; name: string; main: string };
export type ToolPlace = {
  tool: Tool;
  /** Where the package's main file goes in a project; null where the tool has no place for a package of its kind. */
  path: string | null;
};

/** Where each tool looks for a package of its own format, by kind. What is not here has no one file to be put somewhere. */
const PLACES: Readonly<Record<Tool, Partial<Record<PackageSubtype, (name: string) => string>>>> = {
  claude: {
    skill: (name) => `.claude/skills/${name}/SKILL.md`,
    agent: (name) => `.claude/agents/${name}.md`,
    "slash-command": (name) => `.claude/commands/${name}.md`,
    rule: () => "CLAUDE.md",
  },
  cursor: {
    rule: (name) => `.cursor/rules/${name}.mdc`,
    agent: (name) => `.cursor/agents/${name}.md`,
    "slash-command": (name) => `.cursor/commands/${name}.md`,
  },
  copilot: {
    rule: (name) => `.github/instructions/${name}.instructions.md`,
    prompt: (name) => `.github/prompts/${name}.prompt.md`,
    chatmode: (name) => `.github/chatmodes/${name}.chatmode.md`,
    agent: (name) => `.github/agents/${name}.agent.md`,
  },
  windsurf: {
    rule: (name) => `.windsurf/rules/${name}.md`,
    "slash-command": (name) => `.windsurf/workflows/${name}.md`,
  },
};

/** AGENTS.md is read as it is, at a project's top, by these. */
const READ_AGENTS_MD: ReadonlySet<Tool> = new Set(["cursor", "copilot", "windsurf"]);

/** A path that already is a place of the tool, in a folder of its own kind, stays: other files may point at it. */
function ownPlace({ format, subtype, main }: Placed): string | null {
  const kind = inferKind(main);
  return main.startsWith(".") && kind?.format === format && kind.subtype === subtype ? main : null;
}

function placeIn(tool: Tool, of: Placed): string | null {
  if (of.format === "agents-md") return of.subtype === "rule" && READ_AGENTS_MD.has(tool) ? "AGENTS.md" : null;
  if (of.format !== tool) return null;
  const place = PLACES[tool][of.subtype];
  return place === undefined ? null : (ownPlace(of) ?? place(of.name));
}

/** For each tool the place of a package's main file, without turning it into anything that it is not. */
export function toolPlaces(of: Placed): ToolPlace[] {
  return TOOLS.map((tool) => ({ tool, path: placeIn(tool, of) }));
}
