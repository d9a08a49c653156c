import { z } from "zod";
import { AppError } from "@/lib/errors";
import { MODEL_NAMES } from "@/lib/models/models";
import { ARCHIVE_LIMITS } from "@/lib/packages/archive-limits";
import { inferKind, type PackageKind } from "@/lib/packages/infer-kind";
import { FORMATS, type PackageFormat, type PackageSubtype, SUBTYPES } from "@/lib/packages/package";
import { parsePackageName, slug } from "@/lib/packages/package-name";
import type { PackageFacts } from "@/lib/packages/package-source";
import { SUGGESTED_INPUTS } from "@/lib/packages/suggested-input";
import { isVersion } from "@/lib/packages/version";
import { writtenText } from "@/lib/text";

const TAGS_MAX = 30;
/** Tags that a manifest may name; the first of them are kept. */
const NAMED_TAGS_MAX = 500;
const ISSUES_MAX = 10;

/** Names that the registry uses and we file under another; what we have no word for is generic. */
const OTHER_FORMATS: Readonly<Record<string, PackageFormat>> = {
  "agents.md": "agents-md",
  agents: "agents-md",
  "claude.md": "claude",
  "claude-plugin": "claude",
  "gemini.md": "gemini",
  "gemini-extension": "gemini",
  aider: "generic",
  amp: "generic",
  codex: "generic",
  droid: "generic",
  replit: "generic",
  trae: "generic",
  zed: "generic",
  zencoder: "generic",
};
const OTHER_SUBTYPES: Readonly<Record<string, PackageSubtype>> = {
  collection: "prompt",
  command: "slash-command",
  extension: "tool",
  plugin: "tool",
  server: "tool",
  snippet: "rule",
  template: "prompt",
  workflow: "prompt",
};

// Postgres text has no NUL, and half a surrogate pair is not text.
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `must be at most ${max} characters`)
    .refine((value) => value.isWellFormed() && !value.includes("\0"), "has characters that are not text");
/** A list whose length is checked before anything in it is. */
const list = <Item>(item: z.ZodType<Item>, max: number) =>
  z.array(z.unknown()).max(max, `must be at most ${max}`).pipe(z.array(item));
const line = text(200).transform((value) => (value === "" ? null : value));

const SuggestedInput = z.object({
  title: text(200).min(1, "is missing"),
  input: writtenText({ max: 100_000 }),
  category: line.nullish().transform((value) => value ?? null),
  recommendedModel: z
    .enum(MODEL_NAMES)
    .nullish()
    .transform((value) => value ?? null),
});

const Manifest = z.object({
  name: text(200).min(1, "is missing"),
  version: z.string().refine(isVersion, "must look like 1.0.0"),
  description: text(2_000).min(1, "is missing"),
  format: z.string().nullish(),
  subtype: z.string().nullish(),
  /** What older manifests have in place of format and subtype: `claude-skill`. */
  type: z.unknown().optional(),
  author: z.union([line, z.object({ name: line }).transform((author) => author.name)]).nullish(),
  license: line.nullish(),
  organization: text(200).nullish(),
  tags: list(text(100), NAMED_TAGS_MAX).nullish(),
  keywords: list(text(100), NAMED_TAGS_MAX).nullish(),
  private: z.boolean().nullish(),
  repository: z
    .union([text(2_000), z.object({ url: text(2_000) }).transform((repository) => repository.url)])
    .nullish(),
  homepage: text(2_000).nullish(),
  files: list(
    z.union([z.string(), z.object({ path: z.string() }).transform((file) => file.path)]),
    ARCHIVE_LIMITS.files,
  )
    .refine((files) => files.length > 0, "names no file")
    .nullish(),
  suggestedInputs: list(SuggestedInput, SUGGESTED_INPUTS.count)
    .refine(
      (inputs) => inputs.reduce((sum, { input }) => sum + input.length, 0) <= SUGGESTED_INPUTS.together,
      `must have at most ${SUGGESTED_INPUTS.together.toLocaleString("en")} characters together`,
    )
    .nullish(),
});

export type ReadManifest = { facts: PackageFacts; files: string[] | null };

/** The library's own sentences, shortened to what may follow a field's name. */
function inWords(message: string): string {
  const [, expected, received] = /^Invalid input: expected (.+), received (.+)$/.exec(message) ?? [];
  if (received === "undefined") return "is missing";
  if (expected !== undefined) return `must be of type ${expected}`;
  return message === "Invalid input" ? "is not understood" : message.replace(/^Invalid option: expected/, "must be");
}

function refuseFields(file: string, issues: readonly { path: string; message: string }[]): never {
  const sentence = issues.map((issue) => `${issue.path} ${issue.message}`).join("; ");
  throw new AppError("invalid_input", { message: `${file}: ${sentence}.`, details: { issues } });
}

function known<Word extends string>(
  word: string | null | undefined,
  words: readonly Word[],
  others: Readonly<Record<string, Word>>,
) {
  const lower = word?.trim().toLowerCase() ?? "";
  return lower === "" ? null : (words.find((one) => one === lower) ?? others[lower]);
}

/** Format and subtype as said, as the older `type` says, else as the first file's place says. */
function kindOf(file: string, manifest: z.infer<typeof Manifest>, firstPath: string | undefined): PackageKind {
  const [, typeFormat, typeSubtype] =
    /^(agents\.md|[a-z]+)(?:-(.+))?$/.exec(typeof manifest.type === "string" ? manifest.type : "") ?? [];
  const format = known(manifest.format ?? typeFormat, FORMATS, OTHER_FORMATS);
  const subtype = known(manifest.subtype ?? typeSubtype, SUBTYPES, OTHER_SUBTYPES);
  const place = firstPath === undefined ? null : inferKind(firstPath);
  if (format === undefined) refuseFields(file, [{ path: "format", message: `must be one of ${FORMATS.join(", ")}` }]);
  if (subtype === undefined)
    refuseFields(file, [{ path: "subtype", message: `must be one of ${SUBTYPES.join(", ")}` }]);
  if (format === null && place === null) refuseFields(file, [{ path: "format", message: "is missing" }]);
  if (format === null) return { format: place?.format ?? "generic", subtype: subtype ?? place?.subtype ?? "rule" };
  if (subtype !== null) return { format, subtype };
  if (place?.format === format) return { format, subtype: place.subtype };
  if (format === "mcp") return { format, subtype: "tool" };
  return { format, subtype: format === "generic" ? "prompt" : "rule" };
}

function httpUrl(value: string | null | undefined): string | null {
  return typeof value === "string" && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null;
}

function tagsOf(manifest: z.infer<typeof Manifest>): string[] {
  const words = [...(manifest.tags ?? []), ...(manifest.keywords ?? [])].map((word) => word.toLowerCase());
  return [...new Set(words)].filter((word) => word !== "").slice(0, TAGS_MAX);
}

/**
 * What one package's manifest says, checked. `file` is what refusals call it, `place` a path that tells the kind of
 * package when the manifest does not.
 */
export function parseManifest(file: string, raw: unknown, place?: string): ReadManifest {
  const parsed = Manifest.safeParse(raw);
  if (!parsed.success) {
    const issues = parsed.error.issues.slice(0, ISSUES_MAX);
    return refuseFields(
      file,
      issues.map((issue) => ({ path: issue.path.join(".") || "it", message: inWords(issue.message) })),
    );
  }
  const manifest = parsed.data;
  const name = parsePackageName(manifest.name);
  if (name === null) {
    const rule = "must be name or @scope/name of letters, digits, dots, dashes and underscores";
    return refuseFields(file, [{ path: "name", message: rule }]);
  }
  const repository = manifest.repository ?? null;
  const facts: PackageFacts = {
    scope: name.scope ?? (slug(manifest.organization ?? "") || null),
    name: name.name,
    version: manifest.version,
    ...kindOf(file, manifest, manifest.files?.[0] ?? place),
    description: manifest.description,
    tags: tagsOf(manifest),
    visibility: manifest.private === true ? "private" : "public",
    license: manifest.license ?? null,
    author: manifest.author ?? null,
    homepage: httpUrl(manifest.homepage) ?? httpUrl(repository),
    repository,
    suggestedInputs: manifest.suggestedInputs ?? null,
  };
  return { facts, files: manifest.files ?? null };
}
