/** A condition on `playground_sessions s`: those of user $1 that are there at instant $2. */
export const LIVE = "s.user_id = $1 AND s.deleted_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > $2)";
