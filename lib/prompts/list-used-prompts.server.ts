import "server-only";
import { query } from "@/lib/db/pool.server";
import type { UsedPrompt } from "@/lib/prompts/prompt";

const USED = `SELECT DISTINCT ON (prompt_hash) prompt_hash AS hash, custom_prompt AS text FROM playground_runs r
  JOIN playground_sessions s ON s.id = r.session_id
WHERE s.user_id = $1 AND s.id = $3 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $2)
  AND custom_prompt IS NOT NULL AND prompt_hash IS NOT NULL
ORDER BY prompt_hash LIMIT 50`;

/** The prompts of one's own that the runs of one's own live session were made with, so that a turn is made again with its own. */
export function listUsedPrompts(userId: string, sessionId: string, now: Date): Promise<UsedPrompt[]> {
  return query<UsedPrompt>(USED, [userId, now, sessionId]);
}
