import { request } from "@/components/http/request";
import type { SessionDetail } from "@/lib/sessions/session";

/** A session of one's own as it stands now; null when it can't be had. */
export async function loadSession(sessionId: string): Promise<SessionDetail | null> {
  const answer = await request<SessionDetail>("GET", `/api/v1/playground/sessions/${sessionId}`);
  return answer.ok ? answer.body : null;
}
