import { AppError } from "@/lib/errors";
import { MANIFEST_BYTES_MAX } from "@/lib/packages/archive-limits";
import { baseName, cleanPath, folderOf, pathKey, shownPath } from "@/lib/packages/file-path";
import { type FileTree, sortPaths } from "@/lib/packages/file-tree";
import { mainFile } from "@/lib/packages/main-file";
import { parseManifest, type ReadManifest } from "@/lib/packages/manifest";
import type { PackageReading, PackageSource, SourceFile } from "@/lib/packages/package-source";
import { PROMPT_BYTES_MAX } from "@/lib/packages/prompt-limits";
import type { ReadingAllowance } from "@/lib/packages/reading-allowance";
import { refusal } from "@/lib/packages/refusal";
import { manifestOfFile } from "@/lib/packages/single-file";

const MANIFEST = "prpm.json";
const SKILL = "SKILL.md";
/** What packages of one manifest share unless they say otherwise. */
const SHARED = [
  "author",
  "homepage",
  "keywords",
  "license",
  "name",
  "organization",
  "private",
  "repository",
  "tags",
  "version",
];

type Reader = { tree: FileTree; allowance: ReadingAllowance };

/** Reads the named files whole. */
async function readFiles({ tree, allowance }: Reader, paths: readonly string[]): Promise<SourceFile[]> {
  allowance.openPackage(paths.length);
  const files: SourceFile[] = [];
  const keys = new Set<string>();
  for (const path of sortPaths(paths)) {
    if (keys.has(pathKey(path))) throw refusal(path, `${path} is there twice; names that differ only in case are one.`);
    keys.add(pathKey(path));
    files.push({ path, content: await allowance.readFile(tree, cleanPath(path)) });
  }
  return files;
}

/** The paths a manifest's `files` mean; refuses the first that is not there. */
async function findFiles(tree: FileTree, named: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const name of named) {
    const matches = await tree.find(cleanPath(name));
    if (matches.length === 0)
      throw refusal(shownPath(name), `${shownPath(name)} is named in ${MANIFEST} but is not there.`);
    for (const path of matches) found.add(path);
  }
  return [...found];
}

async function readSource(reader: Reader, { facts, files }: ReadManifest, without: string): Promise<PackageSource> {
  const paths =
    files === null
      ? (await reader.tree.list()).filter((path) => path !== without)
      : await findFiles(reader.tree, files);
  if (paths.length === 0) throw refusal("files", "The package has no files.");
  const source = { ...facts, files: await readFiles(reader, paths) };
  const main = mainFile({ name: facts.name, subtype: facts.subtype, paths: source.files.map((file) => file.path) });
  if (source.files.find((file) => file.path === main)?.content.trim() === "") throw refusal(main, `${main} is empty.`);
  return source;
}

/** A reading either way: only a refusal is one, everything else is a fault of ours and goes on up. */
async function attempt(label: string, read: () => Promise<PackageSource>): Promise<PackageReading> {
  try {
    const source = await read();
    return { label: source.scope === null ? source.name : `@${source.scope}/${source.name}`, source };
  } catch (error) {
    if (error instanceof AppError) return { label, refusal: error };
    throw error;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A file that says what the package is. */
async function readHead(tree: FileTree, path: string, maxBytes: number): Promise<string> {
  const text = await tree.readText(path, maxBytes);
  if (text === null) throw refusal(path, `${path} is larger than ${maxBytes / 1e6} MB.`, "payload_too_large");
  return text.content;
}

async function readJson(tree: FileTree, path: string): Promise<Record<string, unknown>> {
  const content = (await readHead(tree, path, MANIFEST_BYTES_MAX)).replace(/^\ufeff/, "");
  try {
    const parsed: unknown = JSON.parse(content);
    if (isRecord(parsed)) return parsed;
  } catch (cause) {
    throw refusal(path, `${path} is not valid JSON: ${shownPath(cause instanceof Error ? cause.message : "")}`);
  }
  throw refusal(path, `${path} is not a JSON object.`);
}

/** What a package says, with what it leaves out taken from the top of the manifest. */
function withShared(top: Readonly<Record<string, unknown>>, one: unknown): unknown {
  if (!isRecord(one)) return one;
  const shared = SHARED.filter((field) => (one[field] ?? null) === null).map((field) => [field, top[field]]);
  return { ...one, ...Object.fromEntries(shared) };
}

function labelOf(manifest: unknown, otherwise: string): string {
  const name = isRecord(manifest) && typeof manifest["name"] === "string" ? shownPath(manifest["name"].trim()) : "";
  return name === "" ? otherwise : name;
}

async function* readManifest(reader: Reader, path: string, label: string): AsyncGenerator<PackageReading> {
  let top: Record<string, unknown>;
  try {
    top = await readJson(reader.tree, path);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    yield { label, refusal: error };
    return;
  }
  const several = top["packages"];
  if (several === undefined || several === null) {
    reader.allowance.expectPackages(1);
    yield await attempt(labelOf(top, label), () => readSource(reader, parseManifest(path, top), path));
    return;
  }
  if (!Array.isArray(several) || several.length === 0) {
    yield { label, refusal: refusal("packages", `${path}: packages must be a list of packages.`) };
    return;
  }
  reader.allowance.expectPackages(several.length);
  for (const [index, one] of several.entries()) {
    const manifest = withShared(top, one);
    const own = isRecord(one) ? labelOf(one, `packages.${index}`) : `packages.${index}`;
    yield await attempt(own, () => {
      const read = parseManifest(path, manifest);
      if (read.files === null) throw refusal("files", `${path}: packages.${index}.files is missing.`);
      return readSource(reader, read, path);
    });
  }
}

async function readSkill(reader: Reader, path: string, label: string): Promise<PackageReading> {
  reader.allowance.expectPackages(1);
  return await attempt(label, async () => {
    const content = await readHead(reader.tree, path, PROMPT_BYTES_MAX);
    return readSource(reader, { ...manifestOfFile({ path, content, fallbackName: baseName(label) }), files: null }, "");
  });
}

/** Reads one text file as a package of its own; `place` is its path as far as its folders tell what it is. */
export async function readFilePackage(
  tree: FileTree,
  { path, place }: { path: string; place: string },
  allowance: ReadingAllowance,
): Promise<PackageReading> {
  return await attempt(path, async () => {
    const content = await readHead(tree, path, PROMPT_BYTES_MAX);
    const { facts } = manifestOfFile({ path: place, content, fallbackName: baseName(folderOf(place)) });
    return await readSource({ tree, allowance }, { facts, files: [path] }, "");
  });
}

/** The folders nearest the top that hold a manifest or a SKILL.md. */
function packageFolders(paths: readonly string[]): string[] {
  const marks = new Set([pathKey(MANIFEST), pathKey(SKILL)]);
  const folders = new Set(paths.filter((path) => marks.has(pathKey(baseName(path)))).map(folderOf));
  const isInner = (folder: string) =>
    [...folders].some((other) => other !== folder && folder.startsWith(other === "" ? "" : `${other}/`));
  return sortPaths(folders).filter((folder) => !isInner(folder));
}

/**
 * Reads every package of a tree, one at a time: of its prpm.json (one or many packages), of its SKILL.md, else of
 * each folder nearest the top that has one of the two (so the `package/` of an npm tarball is no special case).
 * What is wrong with one package is its own reading; `label` names the whole when nothing else does.
 */
export async function* readPackages(
  tree: FileTree,
  label: string,
  allowance: ReadingAllowance,
): AsyncGenerator<PackageReading> {
  const reader = { tree, allowance };
  const fileNamed = async (name: string) => (await tree.find(name)).find((path) => pathKey(path) === pathKey(name));
  const manifest = await fileNamed(MANIFEST);
  if (manifest !== undefined) return yield* readManifest(reader, manifest, label);
  const skill = await fileNamed(SKILL);
  if (skill !== undefined) return yield await readSkill(reader, skill, label);
  const folders = packageFolders(await tree.list());
  if (folders.length === 0) {
    yield { label, refusal: refusal(MANIFEST, `There is no ${MANIFEST} and no ${SKILL} in ${label}.`) };
  }
  for (const folder of folders) yield* readPackages(tree.below(folder), folder, allowance);
}
