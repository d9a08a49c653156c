import type { RunRequest } from "@/lib/runs/run-request";
import type { TurnPrompt } from "./maker";

/** A run that was sent and whose session does not stand in the address yet. */
export type PendingRun = {
  body: RunRequest;
  idempotencyKey: string;
  prompt: TurnPrompt;
  sentAt: number;
  /** When it began. Its session then comes to stand in the address, and a page asked for later is for something else. */
  begunAt?: number;
};

const KEY = "playground-pending";
/** Older than this it is what somebody did some time ago, and not what a reload interrupted. */
const LASTS_MS = 5 * 60_000;
/** So soon after a run began does its session stand in the address. */
const ADDRESSED_MS = 300;

/** Kept in this tab only, so that a reload before the first answer joins the run and does not pay for another. */
export function savePending(run: PendingRun): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(run));
  } catch {
    // Storage may be full or forbidden; then a reload finds the run in the list of threads.
  }
}

/** Says of the run of this key that it has begun. */
export function noteBegun(idempotencyKey: string, begunAt: number): void {
  const run = readPending();
  if (run?.idempotencyKey === idempotencyKey) savePending({ ...run, begunAt });
}

/** Forgets the run of this key, if it is still the one that is kept. */
export function forgetPending(idempotencyKey: string | undefined): void {
  if (readPending()?.idempotencyKey === idempotencyKey) remove();
}

/** What a page was made for, a thread or a package to begin one with, and when it was asked for. */
type MadeFor = { sessionId: string | null; packageId: string | null; askedAt: number };

/** The run that was sent by the page before this one, once: null when there is none, or it belongs elsewhere. */
export function takePending({ sessionId, packageId, askedAt }: MadeFor, now: number): PendingRun | null {
  const run = readPending();
  if (run === null) return null;
  remove();
  const { body, begunAt = askedAt } = run;
  const isOthers = sessionId === null && packageId !== null && packageId !== (body.packageId ?? null);
  const belongs = (body.sessionId ?? null) === sessionId && !isOthers && askedAt <= begunAt + ADDRESSED_MS;
  return belongs && now - run.sentAt < LASTS_MS ? run : null;
}

function remove(): void {
  sessionStorage.removeItem(KEY);
}

function readPending(): PendingRun | null {
  try {
    return parsePending(JSON.parse(sessionStorage.getItem(KEY) ?? "null"));
  } catch {
    return null;
  }
}

/** Reads what was stored; anything that is no run is none. The server checks the body again. */
export function parsePending(value: unknown): PendingRun | null {
  if (typeof value !== "object" || value === null) return null;
  const { body, idempotencyKey, prompt, sentAt, begunAt } = value as Partial<Record<keyof PendingRun, unknown>>;
  if (typeof idempotencyKey !== "string" || typeof sentAt !== "number") return null;
  if (typeof body !== "object" || body === null || typeof (body as RunRequest).userInput !== "string") return null;
  if (typeof prompt !== "object" || prompt === null || !("kind" in prompt)) return null;
  const sent = { body: body as RunRequest, idempotencyKey, prompt: prompt as TurnPrompt, sentAt };
  return typeof begunAt === "number" ? { ...sent, begunAt } : sent;
}
