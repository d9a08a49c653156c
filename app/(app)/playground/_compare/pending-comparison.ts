import type { ComparisonRequest } from "@/lib/runs/comparison-request";

/** A comparison that was sent and whose session does not stand in the address yet. */
export type PendingComparison = {
  body: ComparisonRequest;
  idempotencyKey: string;
  sentAt: number;
  /** When it began. Its session then comes to stand in the address, and a page asked for later is for something else. */
  begunAt?: number;
};

const KEY = "playground-pending-comparison";
/** Older than this it is what somebody did some time ago, and not what a reload interrupted. */
const LASTS_MS = 5 * 60_000;
/** So soon after a comparison began does its session stand in the address. */
const ADDRESSED_MS = 300;

/** Kept in this tab only, so that a reload before it is known joins it and does not pay for another. */
export function savePendingComparison(pending: PendingComparison): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(pending));
  } catch {
    // Storage may be full or forbidden; then a reload finds it in the list of threads.
  }
}

/** Says of the comparison of this key that it has begun. */
export function noteComparisonBegun(idempotencyKey: string, begunAt: number): void {
  const pending = readPending();
  if (pending?.idempotencyKey === idempotencyKey) savePendingComparison({ ...pending, begunAt });
}

/** Forgets the comparison of this key, if it is still the one that is kept. */
export function forgetPendingComparison(idempotencyKey: string): void {
  if (readPending()?.idempotencyKey === idempotencyKey) sessionStorage.removeItem(KEY);
}

/** What a page was made for: a thread, or lanes to begin one with, and when it was asked for. */
type MadeFor = { sessionId: string | null; lanes: ComparisonRequest["lanes"]; askedAt: number };

/** Are they made with the same things? In a thread each goes on from its own, however it is named. */
function areSameLanes(sent: ComparisonRequest["lanes"], { sessionId, lanes }: MadeFor): boolean {
  const isSame = (lane: ComparisonRequest["lanes"][number], at: number) =>
    sessionId !== null || JSON.stringify(lane) === JSON.stringify(lanes[at]);
  return sent.length === lanes.length && sent.every(isSame);
}

/** The comparison that the page before this one had sent, once: null when there is none, or it belongs elsewhere. */
export function takePendingComparison(made: MadeFor, now: number): PendingComparison | null {
  const pending = readPending();
  if (pending === null) return null;
  sessionStorage.removeItem(KEY);
  const { body, sentAt, begunAt = made.askedAt } = pending;
  const isHere = (body.sessionId ?? null) === made.sessionId && areSameLanes(body.lanes, made);
  return isHere && made.askedAt <= begunAt + ADDRESSED_MS && now - sentAt < LASTS_MS ? pending : null;
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
  const { body, idempotencyKey, sentAt, begunAt } = value as Partial<Record<keyof PendingComparison, unknown>>;
  if (typeof idempotencyKey !== "string" || typeof sentAt !== "number") return null;
  if (typeof body !== "object" || body === null) return null;
  const { lanes, userInput } = body as Partial<ComparisonRequest>;
  if (!Array.isArray(lanes) || typeof userInput !== "string") return null;
  const sent = { body: body as ComparisonRequest, idempotencyKey, sentAt };
  return typeof begunAt === "number" ? { ...sent, begunAt } : sent;
}
