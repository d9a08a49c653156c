import type { ErrorBody } from "@/lib/errors";
import { FORMATS, type PackageSubtype } from "@/lib/packages/package";
import { slug } from "@/lib/packages/package-name";

/** What a prompt is published as, the usual one first. */
export const PROMPT_SUBTYPES = [
  "prompt",
  "skill",
  "agent",
  "rule",
  "slash-command",
] as const satisfies readonly PackageSubtype[];

/** Formats that a text of somebody's own can be in. */
export const PROMPT_FORMATS = FORMATS.filter((format) => format !== "mcp");

export type PublishValues = {
  scope: string;
  name: string;
  description: string;
  format: (typeof PROMPT_FORMATS)[number];
  subtype: (typeof PROMPT_SUBTYPES)[number];
  version: string;
  filled: boolean;
};

/** What stands in the form before anything is chosen. */
export function firstPublishValues(title: string): PublishValues {
  return {
    scope: "",
    name: slug(title),
    description: title,
    format: "claude",
    subtype: "prompt",
    version: "1.0.0",
    filled: false,
  };
}

const FIELDS = ["name", "scope", "description", "version", "format", "subtype"] as const;
type PublishField = (typeof FIELDS)[number];
export type PublishProblems = Partial<Record<PublishField | "all", string>>;

function sentenceOf(field: string, message: string): string {
  const words = message.startsWith("must") ? `The ${field} ${message}` : message;
  return words.endsWith(".") ? words : `${words}.`;
}

/** Why a publication was refused, each reason at its field; what belongs to none is said for all. */
export function publishProblems(error: ErrorBody): PublishProblems {
  const issues = Array.isArray(error["issues"]) ? (error["issues"] as { path: string; message: string }[]) : [];
  const problems: PublishProblems = {};
  for (const { path, message } of issues) {
    const field = FIELDS.find((name) => name === path);
    problems[field ?? "all"] ??= field === undefined ? message : sentenceOf(field, message);
  }
  return issues.length === 0 ? { all: error.message } : problems;
}
