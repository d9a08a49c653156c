/** Words that would read as the product itself, or as one of its pages. */
const RESERVED = new Set([
  "admin",
  "api",
  "prpm",
  "claude",
  "anthropic",
  "official",
  "support",
  "packages",
  "settings",
  "organizations",
  "join",
]);

/** True of a word that nobody may have as a handle or an organisation's slug. */
export function isReserved(word: string): boolean {
  return RESERVED.has(word);
}

/** A handle from what a person is called elsewhere: lower-case letters, digits and hyphens, at most 30. */
export function handleFrom(login: string | null): string {
  const handle = (login ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 30)
    .replace(/-+$/, "");
  if (handle === "") return "user";
  return isReserved(handle) ? `${handle}-user` : handle;
}
