import "server-only";
import { createHash } from "node:crypto";
import type { PackageSource } from "@/lib/packages/package-source";

/**
 * SHA-256 (hex) of everything that makes a version what it is: what its manifest says and every file, in the order of
 * their paths. Suggested inputs belong to the package and not to a version; the scope may be the publisher's.
 */
export function contentHash({ files, scope: _scope, suggestedInputs: _inputs, ...facts }: PackageSource): string {
  const hash = createHash("sha256");
  const sorted = Object.entries(facts).sort(([left], [right]) => (left < right ? -1 : 1));
  hash.update(JSON.stringify(sorted));
  const byPath = [...files].sort((left, right) => (left.path < right.path ? -1 : Number(left.path > right.path)));
  for (const { path, content } of byPath) hash.update(`\0${path}\0${Buffer.byteLength(content)}\0`).update(content);
  return hash.digest("hex");
}
