const KEY = "sessions-deleted";

/**
 * Tells the page that comes next in this tab what this one deletes as it goes: the server reads that page before these
 * are gone, and would list them once more.
 */
export function leaveDeletions(ids: readonly string[]): void {
  if (ids.length === 0) return;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Storage may be full or forbidden; then the next page lists them until it is made again.
  }
}

/** What the page before this one deleted as it went, once; should that have failed, the page after this lists it again. */
export function takeLeftDeletions(): readonly string[] {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    sessionStorage.removeItem(KEY);
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
