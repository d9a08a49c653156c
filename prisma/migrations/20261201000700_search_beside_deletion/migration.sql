-- Words of a session that is being deleted must not be written for searching after its own were erased: what is indexed
-- is held meanwhile, and what somebody is changing is left for the next search. It waits for nobody.

-- As before, but for that.
CREATE OR REPLACE FUNCTION index_sessions(p_user uuid, p_limit int) RETURNS int LANGUAGE sql AS $$
  WITH stale AS (
    SELECT s.id, s.title, s.last_turn_at, s.forked_snapshot_id, s.forked_turns FROM playground_sessions s LEFT JOIN playground_session_texts t ON t.session_id = s.id
    WHERE s.user_id = p_user AND s.deleted_at IS NULL AND (t.session_id IS NULL OR s.last_turn_at > t.last_turn_at)
    ORDER BY s.last_turn_at DESC LIMIT p_limit FOR SHARE OF s SKIP LOCKED
  ), made AS (
    INSERT INTO playground_session_texts (session_id, user_id, document, last_turn_at)
    SELECT id, p_user, setweight(to_tsvector('simple', title), 'A') || to_tsvector('simple', left((
        SELECT coalesce(string_agg(f.turn->>'userInput' || ' ' || (f.turn->'runs'->0->>'response'), ' ' ORDER BY f.place) || ' ', '')
        FROM playground_snapshots n, jsonb_array_elements(n.content->'turns') WITH ORDINALITY AS f (turn, place)
        WHERE n.id = stale.forked_snapshot_id AND n.taken_down_at IS NULL AND f.place <= stale.forked_turns) || (
        SELECT coalesce(string_agg(r.user_input || ' ' || r.response, ' ' ORDER BY r.created_at), '')
        FROM playground_runs r WHERE r.session_id = stale.id), 200000)), last_turn_at
    FROM stale
    ON CONFLICT (session_id) DO UPDATE SET document = excluded.document, last_turn_at = excluded.last_turn_at
    RETURNING 1
  )
  SELECT count(*)::int FROM made
$$;
