import { baseName, folderOf } from "@/lib/packages/file-path";
import { splitFrontMatter } from "@/lib/packages/front-matter";
import { inferKind } from "@/lib/packages/infer-kind";
import { parseManifest, type ReadManifest } from "@/lib/packages/manifest";
import { parsePackageName, slug } from "@/lib/packages/package-name";

type SingleFile = {
  /** Where it lies, as far as is known: its folders tell what kind of package it is. */
  path: string;
  content: string;
  /** Taken when neither the front matter nor the file's own name gives one. */
  fallbackName: string;
};

const EXTENSIONS = /(\.(chatmode|prompt|instructions|agent))?\.(md|mdc|markdown|txt)$/i;
/** Files that every project calls the same: the folder says more. */
const NAMELESS = /^(agents|claude|gemini|skill|readme|copilot-instructions|\.?[a-z]+rules)$/i;
const DESCRIPTION_LENGTH = 300;

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstText(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === "string" && value.trim() !== "");
}

function nameOf({ path, fallbackName }: SingleFile, given: string | undefined): string {
  if (given !== undefined) return parsePackageName(given) === null ? slug(given) : given;
  const base = baseName(path).replace(EXTENSIONS, "");
  return slug(NAMELESS.test(base) ? baseName(folderOf(path)) || fallbackName : base) || slug(fallbackName);
}

/** `1`, `1.0` and the number YAML makes of them are 1.0.0. */
function versionOf(value: unknown): unknown {
  if (value === undefined || value === null) return "1.0.0";
  const text = String(value).trim();
  return /^\d+$/.test(text) ? `${text}.0.0` : /^\d+\.\d+$/.test(text) ? `${text}.0` : text;
}

/** The first line of the text that says something, as a description of last resort. */
function firstLine(body: string): string | undefined {
  const lines = body.slice(0, 10_000).split(/\r?\n/);
  return lines.map((line) => line.replace(/^[#>*\s-]+/, "").trim()).find((line) => line !== "");
}

function tagsOf(value: unknown): unknown {
  return typeof value === "string" ? value.split(",").map((tag) => tag.trim()) : value;
}

/** What a file's front matter says of the package that it is, with what it leaves out taken from its name and place. */
export function manifestOfFile(file: SingleFile): ReadManifest {
  const { fields, body } = splitFrontMatter(file.content);
  const metadata = isRecord(fields["metadata"]) ? fields["metadata"] : {};
  const kind = inferKind(file.path) ?? { format: "generic", subtype: "prompt" };
  const name = nameOf(file, firstText(fields["name"]));
  const description = firstText(fields["description"], firstLine(body), name);
  return parseManifest(
    baseName(file.path),
    {
      name,
      version: versionOf(fields["version"] ?? metadata["version"]),
      description: firstText(fields["description"]) ?? description?.slice(0, DESCRIPTION_LENGTH).toWellFormed(),
      format: kind.format,
      subtype: kind.subtype,
      author: firstText(fields["author"], metadata["author"]),
      license: firstText(fields["license"])?.slice(0, 200),
      private: fields["private"] === true,
      organization: firstText(fields["organization"]),
      tags: tagsOf(fields["tags"]),
      homepage: firstText(fields["homepage"]),
      suggestedInputs: fields["suggestedInputs"],
    },
    file.path,
  );
}
