import type { Written } from "./prompt-requests";

/** What was written and is not saved yet: kept in this tab, so that neither a fault nor a reload loses it. */
export type UnsavedPrompt = Written & {
  /** Under which it is made; null for a draft that is there. */
  key: string | null;
};

const NEW = "new";
const keyOf = (id: string | null) => `playground-prompt-${id ?? NEW}`;

/** Storage may be full or forbidden; then the page itself is all that has it. */
export function holdUnsaved(id: string | null, unsaved: UnsavedPrompt): void {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(unsaved));
  } catch {
    // What cannot be kept here is still on its way to the server.
  }
}

export function dropUnsaved(id: string | null): void {
  try {
    sessionStorage.removeItem(keyOf(id));
  } catch {
    // Where nothing can be stored nothing was.
  }
}

/** What of a draft, or of a new prompt, was left unsaved; null when nothing was. */
export function readUnsaved(id: string | null): UnsavedPrompt | null {
  try {
    return parseUnsaved(JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "null"));
  } catch {
    return null;
  }
}

/** Reads what was stored; anything else is nothing. The server checks it again. */
function parseUnsaved(value: unknown): UnsavedPrompt | null {
  if (typeof value !== "object" || value === null) return null;
  const { title, text, values, key } = value as Partial<Record<keyof UnsavedPrompt, unknown>>;
  if (typeof title !== "string" || typeof text !== "string" || typeof values !== "object" || values === null)
    return null;
  if (key !== null && typeof key !== "string") return null;
  if (!Object.values(values).every((one) => typeof one === "string")) return null;
  return { title, text, values: values as Written["values"], key };
}
