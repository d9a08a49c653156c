import type { RunRequest } from "@/lib/runs/run-request";
import type { TurnPrompt } from "./maker";
import { createPendingStore, type Pending, parsePendingFields } from "./pending-store";

/** A run that was sent and whose session does not stand in the address yet. */
export type PendingRun = Pending & { body: RunRequest; prompt: TurnPrompt };

/** Reads what was stored; anything that is no run is none. The server checks the body again. */
export function parsePending(value: unknown): PendingRun | null {
  const fields = parsePendingFields(value);
  if (fields === null || typeof (fields.body as RunRequest).userInput !== "string") return null;
  const { prompt } = value as Partial<Record<"prompt", unknown>>;
  if (typeof prompt !== "object" || prompt === null || !("kind" in prompt)) return null;
  return { ...fields, body: fields.body as RunRequest, prompt: prompt as TurnPrompt };
}

const store = createPendingStore("playground-pending", parsePending);
export const { save: savePending, noteBegun, forget: forgetPending } = store;

/** What a page was made for, a thread or a package to begin one with, and when it was asked for. */
type MadeFor = { sessionId: string | null; packageId: string | null; askedAt: number };

/** The run that was sent by the page before this one, once: null when there is none, or it belongs elsewhere. */
export function takePending({ sessionId, packageId, askedAt }: MadeFor, now: number): PendingRun | null {
  const belongs = ({ body }: PendingRun) => {
    const isOthers = sessionId === null && packageId !== null && packageId !== (body.packageId ?? null);
    return (body.sessionId ?? null) === sessionId && !isOthers;
  };
  return store.take(belongs, askedAt, now);
}
