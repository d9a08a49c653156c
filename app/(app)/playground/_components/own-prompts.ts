import type { OwnPrompt } from "@/lib/prompts/prompt";

const KEY = "playground-own-prompts";
/** So many are known again after a reload; the server knows all of a session. */
const KEPT = 5;

/** What this page has seen, by hash. */
const seen = new Map<string, OwnPrompt>();

function readKept(): OwnPrompt[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isOwnPrompt) : [];
  } catch {
    return [];
  }
}

function isOwnPrompt(value: unknown): value is OwnPrompt {
  if (typeof value !== "object" || value === null) return false;
  const { text, template, values, title, hash } = value as Partial<Record<keyof OwnPrompt, unknown>>;
  const isText = [text, template, title, hash].every((part) => typeof part === "string");
  return isText && typeof values === "object" && values !== null;
}

/** Keeps a prompt of the reader's own in this tab, so that its turns are known again and made again with it. */
export function rememberOwn(own: OwnPrompt): void {
  seen.set(own.hash, own);
  try {
    const others = readKept().filter(({ hash }) => hash !== own.hash);
    sessionStorage.setItem(KEY, JSON.stringify([own, ...others].slice(0, KEPT)));
  } catch {
    // Storage may be full or forbidden; this page still knows it.
  }
}

/** The prompt with this hash, if this tab knows it. Asked from effects and events only: a server knows nobody's. */
export function ownOfHash(hash: string | null): OwnPrompt | null {
  if (hash === null || typeof window === "undefined") return null;
  return seen.get(hash) ?? readKept().find((own) => own.hash === hash) ?? null;
}
