const SCOPE = /^[a-z0-9][a-z0-9-]{0,63}$/;
const NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const SLUG_LENGTH = 64;

export type PackageName = { scope: string | null; name: string };

/** `@scope/name`, `scope/name` or `name` in its parts, lower case; null when it is none of these. */
export function parsePackageName(text: string): PackageName | null {
  const [first = "", second, ...more] = text.trim().replace(/^@/, "").toLowerCase().split("/");
  if (more.length > 0 || (text.trim().startsWith("@") && second === undefined)) return null;
  const [scope, name] = second === undefined ? [null, first] : [first, second];
  return NAME.test(name) && (scope === null || SCOPE.test(scope)) ? { scope, name } : null;
}

/** Any words as one that may stand in an address; "" when nothing of them can. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, SLUG_LENGTH)
    .replace(/^-+|-+$/g, "");
}
