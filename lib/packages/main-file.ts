import { baseName } from "@/lib/packages/file-path";
import { inferKind } from "@/lib/packages/infer-kind";
import type { PackageSubtype } from "@/lib/packages/package";

type MainFileOf = { name: string; subtype: PackageSubtype; paths: readonly string[] };

const TEXT = /\.(md|mdc|markdown|txt|toml)$|^\.?[a-z]+rules$/;
const ABOUT = /^(readme|license|licence|changelog|contributing|notice)\b/;

/** How far a file is from being the one that the package is about; 0 is it. */
function distance({ name, subtype }: MainFileOf, path: string): number {
  const base = baseName(path).toLowerCase();
  if (subtype === "skill" && base === "skill.md") return 0;
  if (ABOUT.test(base)) return TEXT.test(base) ? 5 : 6;
  if (!TEXT.test(base)) return inferKind(path)?.subtype === subtype ? 2 : 4;
  if (base.slice(0, base.indexOf(".", 1)) === name) return 1;
  return inferKind(path)?.subtype === subtype ? 2 : 3;
}

/** The file that a package is about: SKILL.md of a skill, else the one whose name or place says so; "" without files. */
export function mainFile(of: MainFileOf): string {
  const ranked = of.paths.map((path) => ({ path, distance: distance(of, path), depth: path.split("/").length }));
  ranked.sort(
    (a, b) => a.distance - b.distance || a.depth - b.depth || (a.path < b.path ? -1 : Number(a.path > b.path)),
  );
  return ranked[0]?.path ?? "";
}
