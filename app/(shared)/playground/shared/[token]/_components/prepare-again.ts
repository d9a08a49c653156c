import { type Answer, request } from "@/components/http/request";
import type { Estimate } from "@/lib/runs/run";
import type { SharedSession } from "@/lib/sessions/shared-session";
import type { Prepared } from "./again-state";

const V1 = "/api/v1/playground";

/** Forgets the hidden session of a turn that was not run again after all; should that fail, its time runs out. */
export function forgetAgain(sessionId: string): void {
  void request("DELETE", `${V1}/sessions/${sessionId}`, { keepalive: true });
}

/** What a run of the turn can cost at most. */
function askAgainPrice({ sessionId, turn }: Omit<Prepared, "estimate">): Promise<Answer<Estimate>> {
  return request<Estimate>("POST", `${V1}/estimate`, { body: { sessionId, userInput: turn.userInput } });
}

/** Makes a session that stands just before a shared turn, with all that it was run with, and asks for the price of it. */
export async function prepareAgain(token: string, index: number, signal: AbortSignal): Promise<Answer<Prepared>> {
  const shared = await request<SharedSession>("GET", `${V1}/shared/${token}`, { signal });
  if (!shared.ok) return shared;
  const turn = shared.body.turns[index];
  if (turn === undefined) return { ok: false, status: 404, error: GONE };
  const fork = await request<{ sessionId: string }>("POST", `${V1}/shared/${token}/fork`, {
    body: { turns: index, again: true },
  });
  if (!fork.ok) return fork;
  const { sessionId } = fork.body;
  const price = await askAgainPrice({ sessionId, turn });
  if (price.ok && !signal.aborted) return { ok: true, body: { turn, sessionId, estimate: price.body } };
  forgetAgain(sessionId);
  return price.ok ? { ok: false, status: 0, error: GONE } : price;
}

const GONE = {
  error: "not_found",
  message: "This turn is not shared any more. Load the page anew to see what is.",
} as const;
