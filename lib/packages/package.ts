export const FORMATS = [
  "claude",
  "cursor",
  "copilot",
  "windsurf",
  "continue",
  "kiro",
  "agents-md",
  "gemini",
  "ruler",
  "opencode",
  "mcp",
  "generic",
] as const;
export type PackageFormat = (typeof FORMATS)[number];

export const SUBTYPES = ["skill", "agent", "rule", "slash-command", "prompt", "chatmode", "hook", "tool"] as const;
export type PackageSubtype = (typeof SUBTYPES)[number];

/** One row of the catalogue, as `GET /api/v1/packages` lists it. */
export type PackageSummary = {
  id: string;
  scope: string;
  name: string;
  format: PackageFormat;
  subtype: PackageSubtype;
  description: string;
  tags: string[];
  visibility: "public" | "private";
  version: string;
  /** Weight of the prompt it composes, Sonnet count. */
  tokens: number;
  /** ISO instant. */
  updatedAt: string;
};

export type SuggestedInput = {
  id: string;
  title: string;
  input: string;
  category: string | null;
  recommendedModel: string | null;
  /** People who ran it as it stands, other than who looks after the package, and those of them who liked an answer. */
  used: number;
  liked: number;
};

export type PackageFileSummary = {
  path: string;
  bytes: number;
  tokens: number;
  /** Is it part of the prompt that is sent by default? */
  included: boolean;
};

/** A package with one chosen version (the latest unless asked), as its page and `GET /api/v1/packages/{id}` show it. */
export type PackageDetail = PackageSummary & {
  versionId: string;
  license: string | null;
  author: string | null;
  homepage: string | null;
  /** False for hooks, MCP servers and tools: shown, not run. */
  runnable: boolean;
  /** The exact prompt text that is sent; for a slash command its template. */
  prompt: string;
  files: PackageFileSummary[];
  versions: { version: string; createdAt: string }[];
  suggestedInputs: SuggestedInput[];
};
