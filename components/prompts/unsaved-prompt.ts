import type { Written } from "./prompt-requests";

/** What was written and is not saved yet: kept in this tab, so that neither a fault nor a reload loses it. */
export type UnsavedPrompt = Written & {
  /** Under which it is made; null for a draft that is there. */
  key: string | null;
  /** When the draft that was changed was saved; null for one that is not there. */
  basedOn: string | null;
  /** What was sent of it and may have been taken, as no answer came. */
  inDoubt: readonly Written[];
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

const isText = (value: unknown) => typeof value === "string";
const isTextOrNull = (value: unknown) => value === null || isText(value);

function isWritten(value: unknown): value is Written {
  if (typeof value !== "object" || value === null) return false;
  const { title, text, values } = value as Partial<Record<keyof Written, unknown>>;
  if (!isText(title) || !isText(text) || typeof values !== "object" || values === null) return false;
  return Object.values(values).every(isText);
}

/** Reads what was stored; anything else is nothing. The server checks it again. */
function parseUnsaved(value: unknown): UnsavedPrompt | null {
  if (!isWritten(value)) return null;
  const { title, text, values, key = null, basedOn = null, inDoubt = [] } = value as Partial<UnsavedPrompt> & Written;
  if (!isTextOrNull(key) || !isTextOrNull(basedOn) || !Array.isArray(inDoubt) || !inDoubt.every(isWritten)) return null;
  return { title, text, values, key, basedOn, inDoubt };
}
