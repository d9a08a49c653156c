import { PATH_BYTES_MAX } from "@/lib/packages/archive-limits";
import { refusal } from "@/lib/packages/refusal";

// Controls, line separators, marks that turn the reading direction, and what an undecodable byte becomes.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]/u;
const NOT_SHOWN = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;
const IGNORED_SEGMENTS = new Set([".git", "node_modules", "__MACOSX", ".DS_Store", "Thumbs.db"]);
const SHOWN_LENGTH = 120;

/** A name from outside as a sentence may carry it: short, with nothing invisible in it. */
export function shownPath(raw: string): string {
  const visible = raw
    .slice(0, SHOWN_LENGTH)
    .toWellFormed()
    .replace(NOT_SHOWN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  return raw.length > SHOWN_LENGTH ? `${visible}...` : visible;
}

function problemOf(raw: string): string | null {
  if (!raw.isWellFormed() || UNSAFE.test(raw)) return "has characters that a file name cannot have here";
  if (raw.includes("\\")) return "has a backslash in its name; use / between folders";
  if (raw.startsWith("/") || /^[a-z]:/i.test(raw))
    return "is an absolute path; paths start at the package's own folder";
  if (raw.split("/").includes("..")) return "leaves the package's folder; no path may have .. in it";
  if (new TextEncoder().encode(raw).byteLength > PATH_BYTES_MAX)
    return `has a name longer than ${PATH_BYTES_MAX} bytes`;
  return null;
}

/**
 * A path from an archive or a manifest, `./`, `//` and `/./` taken out; "" for the folder itself.
 * Refuses what could reach outside the package or be read two ways, naming the path.
 */
export function cleanPath(raw: string): string {
  const problem = problemOf(raw);
  if (problem !== null) throw refusal(shownPath(raw), `${shownPath(raw)} ${problem}.`);
  return raw
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .join("/");
}

/** Paths with the same key would be one file on some machine: case and Unicode composition do not count. */
export function pathKey(path: string): string {
  return path.normalize("NFC").toLowerCase().toUpperCase().normalize("NFC");
}

/** What tools and systems leave in folders and archives; never part of a package. */
export function isIgnored(path: string): boolean {
  return path.split("/").some((segment) => IGNORED_SEGMENTS.has(segment) || segment.startsWith("._"));
}

/** The last part of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder a path lies in, "" at the top. */
export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}
