import type { ComparisonRequest } from "@/lib/runs/comparison-request";

/** A comparison that was sent and whose session does not stand in the address yet. */
export type PendingComparison = { body: ComparisonRequest; idempotencyKey: string; sentAt: number };

const KEY = "playground-pending-comparison";
/** Older than this it is what somebody did some time ago, and not what a reload interrupted. */
const LASTS_MS = 5 * 60_000;

/** Kept in this tab only, so that a reload before it is known joins it and does not pay for another. */
export function savePendingComparison(pending: PendingComparison): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(pending));
  } catch {
    // Storage may be full or forbidden; then a reload finds it in the list of threads.
  }
}

/** Forgets the comparison of this key, if it is still the one that is kept. */
export function forgetPendingComparison(idempotencyKey: string): void {
  if (readPending()?.idempotencyKey === idempotencyKey) sessionStorage.removeItem(KEY);
}

/** The comparison that the page before this one had sent in this session (null: in none), once. */
export function takePendingComparison(sessionId: string | null, now: number): PendingComparison | null {
  const pending = readPending();
  if (pending === null) return null;
  sessionStorage.removeItem(KEY);
  const isHere = (pending.body.sessionId ?? null) === sessionId;
  return isHere && now - pending.sentAt < LASTS_MS ? pending : null;
}

function readPending(): PendingComparison | null {
  try {
    return parsePendingComparison(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}

/** Reads what was stored; anything that is no comparison is none. The server checks the body again. */
export function parsePendingComparison(value: unknown): PendingComparison | null {
  if (typeof value !== "object" || value === null) return null;
  const { body, idempotencyKey, sentAt } = value as Partial<Record<keyof PendingComparison, unknown>>;
  if (typeof idempotencyKey !== "string" || typeof sentAt !== "number") return null;
  if (typeof body !== "object" || body === null) return null;
  const { lanes, userInput } = body as Partial<ComparisonRequest>;
  if (!Array.isArray(lanes) || typeof userInput !== "string") return null;
  return { body: body as ComparisonRequest, idempotencyKey, sentAt };
}
