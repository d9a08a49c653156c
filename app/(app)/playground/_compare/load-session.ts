import { request } from "@/components/http/request";
import type { SessionDetail, SessionTurn } from "@/lib/sessions/session";

/** The turns of a session of one's own as it stands now; null when it can't be had. */
export async function loadTurns(sessionId: string): Promise<readonly SessionTurn[] | null> {
  const answer = await request<SessionDetail>("GET", `/api/v1/playground/sessions/${sessionId}`);
  if (!answer.ok) return null;
  // What a fork began with comes first, is shown already, and never changes.
  const { fork, turns } = answer.body;
  return turns.slice(fork?.turns.length ?? 0);
}
