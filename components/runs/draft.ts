/** What someone was about to ask: kept in this tab only, so that no sign-in, purchase or reload loses it. */
export type Draft = { packageId: string | null; input: string };

const KEY = "playground-draft";

/** Storage may be full or forbidden; a draft that cannot be kept is no reason to fail. */
export function saveDraft(draft: Draft): void {
  try {
    if (draft.input === "") sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Nothing else depends on it.
  }
}

export function readDraft(): Draft | null {
  try {
    return parseDraft(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Reads a stored draft; anything that is not one is none. */
function parseDraft(text: string | null): Draft | null {
  if (text === null) return null;
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !("input" in value) || !("packageId" in value)) return null;
  const { input, packageId } = value;
  if (typeof input !== "string" || (packageId !== null && typeof packageId !== "string")) return null;
  return { input, packageId };
}
