/** Where to go after signing in or paying: a path on this site, or the playground. An address elsewhere is never followed. */
export function callbackPath(wish: string | undefined, origin: string): string {
  const fallback = "/playground";
  if (wish === undefined || !URL.canParse(wish, origin)) return fallback;
  const url = new URL(wish, origin);
  if (url.origin !== origin || url.pathname.startsWith("//")) return fallback;
  return `${url.pathname}${url.search}${url.hash}`;
}
