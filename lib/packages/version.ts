const SEMVER = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?$/;
const VERSION_LENGTH_MAX = 64;

/** Is this a version as semver.org writes them: x.y.z, perhaps with -pre and +build? */
export function isVersion(text: string): boolean {
  return text.length <= VERSION_LENGTH_MAX && SEMVER.test(text);
}

function partsOf(version: string): { numbers: number[]; pre: string[] } {
  const [, major, minor, patch, pre] = SEMVER.exec(version) ?? [];
  return { numbers: [major, minor, patch].map(Number), pre: pre === undefined ? [] : pre.split(".") };
}

function comparePre(left: string, right: string): number {
  const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
  if (leftIsNumber && rightIsNumber) return Number(left) - Number(right);
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  return left < right ? -1 : Number(left > right);
}

/** Order of two versions by semver.org's rule 11: negative, zero or positive, as `sort` wants it. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [partsOf(left), partsOf(right)];
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre.length === 0 || b.pre.length === 0) return b.pre.length - a.pre.length;
  for (let index = 0; index < Math.min(a.pre.length, b.pre.length); index += 1) {
    const difference = comparePre(a.pre[index] ?? "", b.pre[index] ?? "");
    if (difference !== 0) return difference;
  }
  return a.pre.length - b.pre.length;
}

/** The version that people get who ask for none: the highest release, or the highest pre-release when none is. */
export function latestVersion(versions: readonly string[]): string | null {
  const releases = versions.filter((version) => partsOf(version).pre.length === 0);
  const candidates = releases.length > 0 ? releases : versions;
  return [...candidates].sort(compareVersions).at(-1) ?? null;
}
