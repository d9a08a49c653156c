import { request } from "@/components/http/request";
import type { SessionDetail } from "@/lib/sessions/session";
import { turnsOf } from "./setup";
import type { Turn } from "./turn";

/** A thread of a session and the run through which it was asked for; null asks for the newest. */
type LoadedThread = { turns: readonly Turn[]; through: string | null };

/** Null when it can't be had. */
export async function loadThread(sessionId: string, through: string | null): Promise<LoadedThread | null> {
  const query = through === null ? "" : `?run=${through}`;
  const answer = await request<SessionDetail>("GET", `/api/v1/playground/sessions/${sessionId}${query}`);
  if (!answer.ok) return null;
  // What a fork began with comes first, is shown already, and never changes.
  const { fork, turns } = answer.body;
  return { turns: turnsOf({ ...answer.body, turns: turns.slice(fork?.turns.length ?? 0) }, through), through };
}

/**
 * The thread as it has gone on elsewhere, on the reader's own branch: where the one that was asked for leads past the
 * run they have read to, they stay with that run while it is there.
 */
export async function loadNews(
  sessionId: string,
  chosen: string | null,
  readTo: string | null,
): Promise<LoadedThread | null> {
  const news = await loadThread(sessionId, chosen);
  const isOwn = readTo === null || news === null || news.turns.some(({ runId }) => runId === readTo);
  return isOwn ? news : ((await loadThread(sessionId, readTo)) ?? news);
}
