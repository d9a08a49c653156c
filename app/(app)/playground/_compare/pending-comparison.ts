import type { ComparisonRequest } from "@/lib/runs/comparison-request";
import { createPendingStore, type Pending, parsePendingFields } from "../_components/pending-store";

/** A comparison that was sent and whose session does not stand in the address yet. */
export type PendingComparison = Pending & { body: ComparisonRequest };

/** Reads what was stored; anything that is no comparison is none. The server checks the body again. */
export function parsePendingComparison(value: unknown): PendingComparison | null {
  const fields = parsePendingFields(value);
  if (fields === null) return null;
  const { lanes, userInput } = fields.body as Partial<ComparisonRequest>;
  if (!Array.isArray(lanes) || typeof userInput !== "string") return null;
  return { ...fields, body: fields.body as ComparisonRequest };
}

const store = createPendingStore("playground-pending-comparison", parsePendingComparison);
export const { save: savePendingComparison, noteBegun: noteComparisonBegun, forget: forgetPendingComparison } = store;

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
  const belongs = ({ body }: PendingComparison) =>
    (body.sessionId ?? null) === made.sessionId && areSameLanes(body.lanes, made);
  return store.take(belongs, made.askedAt, now);
}
