-- Sessions that their owner finds again, names, keeps and deletes.

-- What can be searched of a session: its title and everything said in it. Made when its owner searches, so that no run
-- waits for it. `last_turn_at` is that of the session as it was read: a later turn is not in it yet.
CREATE TABLE "playground_session_texts" (
    "session_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "document" tsvector NOT NULL,
    "last_turn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "playground_session_texts_pkey" PRIMARY KEY ("session_id")
);
CREATE INDEX "playground_session_texts_user_id_idx" ON "playground_session_texts"("user_id");
ALTER TABLE "playground_session_texts" ADD CONSTRAINT "playground_session_texts_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "playground_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a schema file cannot say.

CREATE INDEX playground_session_texts_document ON playground_session_texts USING gin (document);

-- Brings the searchable texts of a user's sessions up to date, the last used first, at most p_limit. Of a very long thread
-- the first 200,000 characters are searched. Answers how many there were.
CREATE FUNCTION index_sessions(p_user uuid, p_limit int) RETURNS int LANGUAGE sql AS $$
  WITH stale AS (
    SELECT s.id, s.title, s.last_turn_at FROM playground_sessions s LEFT JOIN playground_session_texts t ON t.session_id = s.id
    WHERE s.user_id = p_user AND s.deleted_at IS NULL AND (t.session_id IS NULL OR s.last_turn_at > t.last_turn_at)
    ORDER BY s.last_turn_at DESC LIMIT p_limit
  ), made AS (
    INSERT INTO playground_session_texts (session_id, user_id, document, last_turn_at)
    SELECT id, p_user, setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', left((
        SELECT coalesce(string_agg(r.user_input || ' ' || r.response, ' ' ORDER BY r.created_at), '')
        FROM playground_runs r WHERE r.session_id = stale.id), 200000)), last_turn_at
    FROM stale
    ON CONFLICT (session_id) DO UPDATE SET document = excluded.document, last_turn_at = excluded.last_turn_at
    RETURNING 1
  )
  SELECT count(*)::int FROM made
$$;

-- Deletes one's own session: what runs in it is asked to stop, its texts are erased (of a run that is going when it
-- ends), its runs keep their charges and figures. Answers whether there was one.
CREATE FUNCTION delete_session(p_now timestamptz, p_user uuid, p_session uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  UPDATE playground_sessions SET deleted_at = p_now, title = '' WHERE id = p_session AND user_id = p_user
    AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > p_now);
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  UPDATE playground_runs SET stop_requested_at = coalesce(stop_requested_at, p_now)
  WHERE session_id = p_session AND status = 'running';
  UPDATE playground_runs SET user_input = '', sent_input = NULL, response = '', custom_prompt = NULL
  WHERE session_id = p_session AND status <> 'running';
  DELETE FROM playground_session_texts WHERE session_id = p_session;
  RETURN true;
END $$;

-- As before, and what could be searched of them goes too.
CREATE OR REPLACE FUNCTION erase_sessions(p_now timestamptz, p_limit int) RETURNS int LANGUAGE sql AS $$
  WITH gone AS (
    SELECT id FROM playground_sessions
    WHERE expires_at <= p_now AND deleted_at IS NULL
    ORDER BY expires_at LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), erased AS (
    UPDATE playground_runs r SET user_input = '', sent_input = NULL, response = '', custom_prompt = NULL
    FROM gone WHERE r.session_id = gone.id AND r.status <> 'running'
  ), forgotten AS (
    DELETE FROM playground_session_texts t USING gone WHERE t.session_id = gone.id
  ), closed AS (
    UPDATE playground_sessions s SET deleted_at = p_now, title = '' FROM gone WHERE s.id = gone.id RETURNING 1
  )
  SELECT count(*)::int FROM closed
$$;
