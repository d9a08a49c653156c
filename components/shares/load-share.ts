import { type Answer, request } from "@/components/http/request";
import type { SessionDetail } from "@/lib/sessions/session";
import { SHARED_RUNS_MAX } from "@/lib/sessions/session-limits";
import type { Share } from "@/lib/sessions/share";
import { choicesOf, type ShareChoices } from "./share-choices";
import type { ShareRequest } from "./share-requests";
import { hasOwnPrompt, type ShareTurn, shareTurns } from "./share-turns";

export type LoadedShare = {
  /** The link that there is already, whether or not it can still be read. */
  link: Share | null;
  turns: readonly ShareTurn[];
  hasOwnPrompt: boolean;
  /** When the thread goes, and its link with it; null for one that is kept. */
  goesAt: string | null;
  choices: ShareChoices;
};

function newChoices(title: string, turns: readonly ShareTurn[]): ShareChoices {
  const runIds = turns.flatMap((turn) => turn.runIds).slice(-SHARED_RUNS_MAX);
  return { title, runIds, includePrompt: false, shownFindings: [], listed: false, expiresAt: null };
}

/** A session's thread and its link. The thread of a link that is live is the one that it shows. */
export async function loadShare({ sessionId, through }: ShareRequest): Promise<Answer<LoadedShare>> {
  const path = `/api/v1/playground/sessions/${sessionId}`;
  const known = await request<Share>("GET", `${path}/share`);
  if (!known.ok && known.error.error !== "not_found") return known;
  const link = known.ok ? known.body : null;
  const isLive = link?.status === "live";
  const run = (isLive ? link.runIds.at(-1) : null) ?? through;
  const session = await request<SessionDetail>("GET", run === null ? path : `${path}?run=${run}`);
  if (!session.ok) return session;
  const turns = shareTurns(session.body);
  const choices = isLive ? choicesOf(link) : newChoices(session.body.title, turns);
  return {
    ok: true,
    body: { link, turns, hasOwnPrompt: hasOwnPrompt(session.body), goesAt: session.body.expiresAt, choices },
  };
}
