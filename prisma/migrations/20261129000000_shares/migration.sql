-- Links to frozen copies of sessions, what their readers say of them, and what people say of runs.

-- What was shared, never changed after it was made. `content` is public as it stands: no id of ours is in it.
-- `sources` says for each turn with what it was run, for those who go on from it; it is never sent.
-- `share_id` is the link it was made for, also when that shows another by now: all copies are taken down together.
CREATE TABLE "playground_snapshots" (
    "id" UUID NOT NULL,
    "share_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "sources" JSONB NOT NULL,
    "taken_down_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "playground_snapshots_pkey" PRIMARY KEY ("id")
);

-- Only the token's SHA-256 is here; the owner's list computes the token again from the id.
CREATE TABLE "playground_shares" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "token_hash" BYTEA NOT NULL,
    "snapshot_id" UUID,
    "package_id" UUID,
    "title" TEXT NOT NULL,
    "run_ids" UUID[] NOT NULL,
    "shown_findings" TEXT[] NOT NULL,
    "include_prompt" BOOLEAN NOT NULL DEFAULT false,
    "listed" BOOLEAN NOT NULL DEFAULT false,
    "judgement" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "taken_down_at" TIMESTAMPTZ(3),
    "taken_down_reason" TEXT,
    "hidden_at" TIMESTAMPTZ(3),
    "featured_at" TIMESTAMPTZ(3),
    "views" INTEGER NOT NULL DEFAULT 0,
    "helpful" INTEGER NOT NULL DEFAULT 0,
    "not_helpful" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "playground_shares_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "playground_snapshots_share_id_idx" ON "playground_snapshots"("share_id");
CREATE UNIQUE INDEX "playground_shares_token_hash_key" ON "playground_shares"("token_hash");
CREATE INDEX "playground_shares_user_id_created_at_id_idx" ON "playground_shares"("user_id", "created_at" DESC, "id" DESC);
CREATE INDEX "playground_shares_session_id_idx" ON "playground_shares"("session_id");
CREATE INDEX "playground_shares_snapshot_id_idx" ON "playground_shares"("snapshot_id");
ALTER TABLE "playground_shares" ADD CONSTRAINT "playground_shares_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "playground_shares" ADD CONSTRAINT "playground_shares_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "playground_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "playground_shares" ADD CONSTRAINT "playground_shares_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "playground_snapshots"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- One reader of one share: counted once, one vote. `viewer`, `address` (with browser) and `network` are keyed hashes.
CREATE TABLE "playground_share_viewers" (
    "share_id" UUID NOT NULL,
    "viewer" TEXT NOT NULL,
    "address" TEXT,
    "network" TEXT,
    "day" DATE NOT NULL,
    "counted" BOOLEAN NOT NULL DEFAULT false,
    "helpful" BOOLEAN,

    CONSTRAINT "playground_share_viewers_pkey" PRIMARY KEY ("share_id", "viewer")
);
CREATE INDEX "playground_share_viewers_share_id_day_network_idx" ON "playground_share_viewers"("share_id", "day", "network");
ALTER TABLE "playground_share_viewers" ADD CONSTRAINT "playground_share_viewers_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "playground_shares"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What readers report about shares.
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "share_id" UUID NOT NULL,
    "viewer" TEXT NOT NULL,
    "reporter_id" UUID,
    "category" TEXT NOT NULL,
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" UUID,
    "outcome" TEXT,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "reports_share_id_idx" ON "reports"("share_id");
ALTER TABLE "reports" ADD CONSTRAINT "reports_share_id_fkey" FOREIGN KEY ("share_id") REFERENCES "playground_shares"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a run's owner says of it, shown to the package's author without their name.
CREATE TABLE "feedback" (
    "run_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "package_id" UUID,
    "package_version_id" UUID,
    "effective" BOOLEAN NOT NULL,
    "comment" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feedback_pkey" PRIMARY KEY ("run_id")
);
CREATE INDEX "feedback_package_id_updated_at_run_id_idx" ON "feedback"("package_id", "updated_at" DESC, "run_id" DESC);
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "playground_runs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A fork begins with the first turns of what was shared.
ALTER TABLE "playground_sessions" ADD COLUMN "forked_snapshot_id" UUID;
ALTER TABLE "playground_sessions" ADD COLUMN "forked_turns" INTEGER;
-- Made to run a shared turn again: not listed before that is done.
ALTER TABLE "playground_sessions" ADD COLUMN "unlisted" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "playground_sessions_forked_snapshot_id_idx" ON "playground_sessions"("forked_snapshot_id");
ALTER TABLE "playground_sessions" ADD CONSTRAINT "playground_sessions_forked_snapshot_id_fkey" FOREIGN KEY ("forked_snapshot_id") REFERENCES "playground_snapshots"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "users" ADD COLUMN "sharing_banned_at" TIMESTAMPTZ(3);
ALTER TABLE "users" ADD COLUMN "sharing_ban_reason" TEXT;

-- What a schema file cannot say.

-- One live share a session.
CREATE UNIQUE INDEX playground_shares_one_a_session ON playground_shares (session_id) WHERE revoked_at IS NULL;
-- The public shares of a package.
CREATE INDEX playground_shares_listed ON playground_shares (package_id, published_at DESC)
  WHERE listed AND revoked_at IS NULL AND taken_down_at IS NULL AND hidden_at IS NULL;
-- One open report a reader and share.
CREATE UNIQUE INDEX reports_one_a_viewer ON reports (share_id, viewer) WHERE settled_at IS NULL;
CREATE INDEX reports_open ON reports (created_at) WHERE settled_at IS NULL;

-- A share that anyone with its link can read now; null where it is gone, in whatever way.
CREATE FUNCTION live_share(p_now timestamptz, p_token_hash bytea) RETURNS SETOF playground_shares LANGUAGE sql STABLE AS $$
  SELECT h.* FROM playground_shares h JOIN playground_sessions s ON s.id = h.session_id JOIN users u ON u.id = h.user_id
  WHERE h.token_hash = p_token_hash AND h.revoked_at IS NULL AND h.taken_down_at IS NULL
    AND (h.expires_at IS NULL OR h.expires_at > p_now) AND s.deleted_at IS NULL
    AND (s.expires_at IS NULL OR s.expires_at > p_now) AND u.banned_at IS NULL
$$;

-- Snapshots that no share and no fork needs any more. Each is locked before it is looked whether it is needed, so that
-- a fork that is being made is seen.
CREATE FUNCTION drop_unused_snapshots(p_ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_snapshots WHERE id = ANY (p_ids) ORDER BY id FOR UPDATE;
  DELETE FROM playground_snapshots n WHERE n.id = ANY (p_ids)
    AND NOT EXISTS (SELECT 1 FROM playground_shares h WHERE h.snapshot_id = n.id)
    AND NOT EXISTS (SELECT 1 FROM playground_sessions s WHERE s.forked_snapshot_id = n.id);
END $$;

-- Ends the links of sessions, and forgets what only they showed; also what the sessions began with, when they are gone.
CREATE FUNCTION end_shares(p_now timestamptz, p_sessions uuid[], p_sessions_gone boolean) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_snapshots uuid[];
  v_forked uuid[];
  v_count int;
BEGIN
  SELECT array_agg(snapshot_id), count(*) FILTER (WHERE revoked_at IS NULL) INTO v_snapshots, v_count
  FROM playground_shares WHERE session_id = ANY (p_sessions) AND snapshot_id IS NOT NULL;
  UPDATE playground_shares SET revoked_at = coalesce(revoked_at, p_now), snapshot_id = NULL,
    title = '', listed = false, featured_at = NULL, run_ids = '{}', shown_findings = '{}'
  WHERE session_id = ANY (p_sessions) AND (revoked_at IS NULL OR snapshot_id IS NOT NULL);
  IF p_sessions_gone THEN
    SELECT array_agg(forked_snapshot_id) INTO v_forked FROM playground_sessions
    WHERE id = ANY (p_sessions) AND forked_snapshot_id IS NOT NULL;
    UPDATE playground_sessions SET forked_snapshot_id = NULL WHERE id = ANY (p_sessions) AND forked_snapshot_id IS NOT NULL;
  END IF;
  PERFORM drop_unused_snapshots(coalesce(v_snapshots, '{}') || coalesce(v_forked, '{}'));
  RETURN coalesce(v_count, 0);
END $$;

-- Publishes a session, or what is published of it anew under the same link, if that still shows the copy that the change
-- was made to. The snapshot before goes unless a fork needs it. What an operator did to one link of a session holds for
-- its next ones. Outcomes: published, exists (there is a link already, and `anew` was not asked), changed (meanwhile),
-- taken_down, not_found.
CREATE FUNCTION publish_share(p jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_session uuid := (p->>'sessionId')::uuid;
  v_share playground_shares;
  v_snapshot uuid := (p->>'snapshotId')::uuid;
  v_runs uuid[] := ARRAY(SELECT jsonb_array_elements_text(p->'runIds')::uuid);
  v_shown text[] := ARRAY(SELECT jsonb_array_elements_text(p->'shownFindings'));
  v_same boolean;
BEGIN
  PERFORM 1 FROM playground_sessions WHERE id = v_session AND user_id = (p->>'userId')::uuid AND deleted_at IS NULL
    AND (expires_at IS NULL OR expires_at > v_now) FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  IF EXISTS (SELECT 1 FROM playground_shares WHERE session_id = v_session AND taken_down_at IS NOT NULL) THEN
    RETURN 'taken_down';
  END IF;
  SELECT * INTO v_share FROM playground_shares WHERE session_id = v_session AND revoked_at IS NULL FOR UPDATE;
  IF v_share.expires_at <= v_now THEN
    PERFORM end_shares(v_now, ARRAY[v_session], false);
    v_share := NULL;
  END IF;
  IF (p->>'anew')::boolean THEN
    IF v_share.id IS NULL OR v_share.id <> (p->>'shareId')::uuid THEN
      RETURN 'not_found';
    ELSIF v_share.snapshot_id <> (p->>'changedSnapshotId')::uuid THEN
      RETURN 'changed';
    END IF;
  ELSIF v_share.id IS NOT NULL THEN
    RETURN 'exists';
  END IF;
  INSERT INTO playground_snapshots (id, share_id, title, content, sources, created_at)
  VALUES (v_snapshot, (p->>'shareId')::uuid, p->>'title', p->'content', p->'sources', v_now);
  IF (p->>'anew')::boolean THEN
    -- Votes and the author's choice were for what it showed.
    SELECT content = p->'content' INTO v_same FROM playground_snapshots WHERE id = v_share.snapshot_id;
    IF NOT v_same THEN
      UPDATE playground_share_viewers SET helpful = NULL WHERE share_id = v_share.id AND helpful IS NOT NULL;
      UPDATE playground_shares SET helpful = 0, not_helpful = 0, featured_at = NULL WHERE id = v_share.id;
    END IF;
    UPDATE playground_shares SET snapshot_id = v_snapshot, package_id = (p->>'packageId')::uuid, title = p->>'title',
      run_ids = v_runs, shown_findings = v_shown, include_prompt = (p->>'includePrompt')::boolean,
      listed = (p->>'listed')::boolean, judgement = p->>'judgement', expires_at = (p->>'expiresAt')::timestamptz,
      published_at = v_now, featured_at = CASE WHEN title = p->>'title' THEN featured_at END
    WHERE id = v_share.id;
    PERFORM drop_unused_snapshots(ARRAY[v_share.snapshot_id]);
  ELSE
    INSERT INTO playground_shares (id, user_id, session_id, token_hash, snapshot_id, package_id, title, run_ids,
      shown_findings, include_prompt, listed, judgement, expires_at, created_at, published_at, hidden_at)
    VALUES ((p->>'shareId')::uuid, (p->>'userId')::uuid, v_session, decode(p->>'tokenHash', 'hex'), v_snapshot,
      (p->>'packageId')::uuid, p->>'title', v_runs, v_shown, (p->>'includePrompt')::boolean, (p->>'listed')::boolean,
      p->>'judgement', (p->>'expiresAt')::timestamptz, v_now, v_now,
      (SELECT max(hidden_at) FROM playground_shares WHERE session_id = v_session));
  END IF;
  RETURN 'published';
END $$;

-- Makes a session that begins with the first turns of what is shared. Answers whether that was still there.
CREATE FUNCTION fork_share(p_now timestamptz, p_token_hash bytea, p_user uuid, p_session uuid, p_turns int,
  p_saved boolean, p_unlisted boolean) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_share playground_shares;
  v_turns int;
BEGIN
  SELECT * INTO v_share FROM live_share(p_now, p_token_hash);
  -- Whoever revokes meanwhile waits until the fork is there, or it finds nothing.
  PERFORM 1 FROM playground_shares WHERE id = v_share.id AND revoked_at IS NULL AND taken_down_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  SELECT h.snapshot_id, jsonb_array_length(n.content->'turns') INTO v_share.snapshot_id, v_turns
  FROM playground_shares h JOIN playground_snapshots n ON n.id = h.snapshot_id WHERE h.id = v_share.id;
  IF p_turns > v_turns OR (p_unlisted AND p_turns >= v_turns) THEN
    RETURN false;
  END IF;
  INSERT INTO playground_sessions (id, user_id, title, saved, expires_at, created_at, last_turn_at, forked_snapshot_id,
    forked_turns, unlisted)
  VALUES (p_session, p_user, v_share.title, p_saved AND NOT p_unlisted,
    CASE WHEN NOT p_saved OR p_unlisted THEN p_now + interval '24 hours' END, p_now, p_now, v_share.snapshot_id,
    coalesce(p_turns, v_turns), p_unlisted);
  RETURN true;
END $$;

-- Readers without an account that one network has brought to a share today. Cookies are easily had, networks are not: of
-- more than thirty nothing is counted.
CREATE FUNCTION has_room_for_readers(p_now timestamptz, p_share uuid, p_network text) RETURNS boolean LANGUAGE sql AS $$
  SELECT p_network IS NULL OR (SELECT count(*) FROM playground_share_viewers w WHERE w.share_id = p_share
    AND w.day = (p_now AT TIME ZONE 'UTC')::date AND w.network = p_network) < 30
$$;

-- One look at a share. A reader who brings our cookie back, or is signed in, is a person (p_known); of those who bring
-- nothing one a day is counted for an address and browser. Who is signed in has no network. The owner does not call this.
CREATE FUNCTION count_share_view(p_now timestamptz, p_share uuid, p_viewer text, p_address text, p_network text,
  p_known boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_day date := (p_now AT TIME ZONE 'UTC')::date;
BEGIN
  IF NOT p_known AND EXISTS (SELECT 1 FROM playground_share_viewers
    WHERE share_id = p_share AND day = v_day AND network = p_network AND address = p_address) THEN
    RETURN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM playground_share_viewers WHERE share_id = p_share AND viewer = p_viewer)
    AND NOT has_room_for_readers(p_now, p_share, p_network) THEN
    RETURN;
  END IF;
  INSERT INTO playground_share_viewers (share_id, viewer, address, network, day, counted)
  VALUES (p_share, p_viewer, p_address, p_network, v_day, true)
  ON CONFLICT (share_id, viewer) DO UPDATE SET counted = true WHERE NOT playground_share_viewers.counted;
  IF FOUND THEN
    UPDATE playground_shares SET views = views + 1 WHERE id = p_share;
  END IF;
END $$;

-- A reader's one vote on a share, given, changed or (null) taken back. The owner does not vote. Answers the counts; no
-- row where their network has voted enough for today.
CREATE FUNCTION vote_on_share(p_now timestamptz, p_share uuid, p_viewer text, p_network text, p_helpful boolean)
RETURNS TABLE (helpful int, not_helpful int) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  v_before boolean;
BEGIN
  -- One vote at a time on one share, so that the counts are those of the votes.
  PERFORM 1 FROM playground_shares WHERE id = p_share FOR UPDATE;
  SELECT w.helpful INTO v_before FROM playground_share_viewers w WHERE w.share_id = p_share AND w.viewer = p_viewer;
  IF NOT FOUND AND NOT has_room_for_readers(p_now, p_share, p_network) THEN
    RETURN;
  END IF;
  INSERT INTO playground_share_viewers (share_id, viewer, network, day, helpful)
  VALUES (p_share, p_viewer, p_network, (p_now AT TIME ZONE 'UTC')::date, p_helpful)
  ON CONFLICT (share_id, viewer) DO UPDATE SET helpful = excluded.helpful;
  RETURN QUERY UPDATE playground_shares h SET
    helpful = h.helpful + coalesce(p_helpful, false)::int - coalesce(v_before, false)::int,
    not_helpful = h.not_helpful + coalesce(NOT p_helpful, false)::int - coalesce(NOT v_before, false)::int
  WHERE h.id = p_share RETURNING h.helpful, h.not_helpful;
END $$;

-- As before, and the links of the session end, and what it began with is forgotten.
CREATE OR REPLACE FUNCTION delete_session(p_now timestamptz, p_user uuid, p_session uuid) RETURNS boolean LANGUAGE plpgsql AS $$
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
  UPDATE feedback SET comment = NULL
  WHERE comment IS NOT NULL AND run_id IN (SELECT id FROM playground_runs WHERE session_id = p_session);
  PERFORM end_shares(p_now, ARRAY[p_session], true);
  RETURN true;
END $$;

-- As before, and so do the links of sessions whose time has passed.
CREATE OR REPLACE FUNCTION erase_sessions(p_now timestamptz, p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_gone uuid[];
BEGIN
  SELECT array_agg(id) INTO v_gone FROM (
    SELECT id FROM playground_sessions WHERE expires_at <= p_now AND deleted_at IS NULL
    ORDER BY expires_at LIMIT p_limit FOR UPDATE SKIP LOCKED) AS due;
  IF v_gone IS NULL THEN
    RETURN 0;
  END IF;
  UPDATE playground_runs r SET user_input = '', sent_input = NULL, response = '', custom_prompt = NULL
  WHERE r.session_id = ANY (v_gone) AND r.status <> 'running';
  DELETE FROM playground_session_texts WHERE session_id = ANY (v_gone);
  UPDATE feedback SET comment = NULL
  WHERE comment IS NOT NULL AND run_id IN (SELECT id FROM playground_runs WHERE session_id = ANY (v_gone));
  UPDATE playground_sessions SET deleted_at = p_now, title = '' WHERE id = ANY (v_gone);
  PERFORM end_shares(p_now, v_gone, true);
  RETURN cardinality(v_gone);
END $$;

-- As before, and what a fork began with is searched too.
CREATE OR REPLACE FUNCTION index_sessions(p_user uuid, p_limit int) RETURNS int LANGUAGE sql AS $$
  WITH stale AS (
    SELECT s.id, s.title, s.last_turn_at, s.forked_snapshot_id, s.forked_turns FROM playground_sessions s LEFT JOIN playground_session_texts t ON t.session_id = s.id
    WHERE s.user_id = p_user AND s.deleted_at IS NULL AND (t.session_id IS NULL OR s.last_turn_at > t.last_turn_at)
    ORDER BY s.last_turn_at DESC LIMIT p_limit
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

-- As before, and a fork goes on from what was shared.
CREATE OR REPLACE FUNCTION run_context(p jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_user uuid := (p->>'userId')::uuid;
  v_asked_parent uuid := (p->>'parentRunId')::uuid;
  v_files text[];
  v_earlier jsonb;
  v_session playground_sessions;
  v_last playground_runs;
  v_parent uuid;
  v_package_id uuid := (p->>'packageId')::uuid;
  v_package packages;
  v_version package_versions;
  v_package_json jsonb;
  v_history jsonb := '[]';
  v_count_key text;
  v_fork playground_snapshots;
  v_source jsonb;
  v_prefix jsonb;
BEGIN
  IF p->>'idempotencyKey' IS NOT NULL THEN
    SELECT jsonb_build_object('id', id, 'requestHash', request_hash) INTO v_earlier FROM playground_runs
    WHERE user_id = v_user AND idempotency_key = p->>'idempotencyKey';
    IF FOUND THEN
      RETURN jsonb_build_object('earlier', v_earlier);
    END IF;
  END IF;
  IF p->>'sessionId' IS NOT NULL THEN
    SELECT * INTO v_session FROM playground_sessions
    WHERE id = (p->>'sessionId')::uuid AND user_id = v_user AND deleted_at IS NULL
      AND (expires_at IS NULL OR expires_at > v_now);
    SELECT * INTO v_last FROM playground_runs
    WHERE session_id = v_session.id ORDER BY created_at DESC, id DESC LIMIT 1;
    v_parent := v_last.id;
    SELECT * INTO v_fork FROM playground_snapshots WHERE id = v_session.forked_snapshot_id AND taken_down_at IS NULL;
    -- A fork whose beginning was taken down before anything ran in it has nothing to go on with.
    IF v_last.id IS NULL AND v_fork.id IS NULL AND v_session.forked_turns IS NOT NULL AND p->>'packageId' IS NULL
      AND NOT (p->>'namesPrompt')::boolean THEN
      v_session := NULL;
    END IF;
    -- A fork in which nothing ran yet goes on with what its shared part was made with.
    IF v_last.id IS NULL AND v_fork.id IS NOT NULL THEN
      v_source := v_fork.sources->least(v_session.forked_turns, jsonb_array_length(v_fork.sources) - 1);
      v_last.package_id := (v_source->>'packageId')::uuid;
      v_last.package_version_id := (v_source->>'packageVersionId')::uuid;
      v_last.custom_prompt := v_source->>'customPrompt';
      v_last.model := v_source->>'model';
      v_last.files := CASE WHEN jsonb_typeof(v_source->'files') = 'array'
        THEN ARRAY(SELECT jsonb_array_elements_text(v_source->'files')) END;
    END IF;
    IF (p->>'namesParent')::boolean THEN
      SELECT id INTO v_parent FROM playground_runs WHERE id = v_asked_parent AND session_id = v_session.id;
    END IF;
  END IF;

  IF v_package_id IS NULL AND NOT (p->>'namesPrompt')::boolean THEN
    v_package_id := v_last.package_id;
  END IF;
  IF v_package_id IS NOT NULL THEN
    SELECT * INTO v_package FROM packages k WHERE k.id = v_package_id AND package_visible(k, v_user);
    SELECT * INTO v_version FROM package_versions v WHERE v.package_id = v_package.id AND CASE
      WHEN p->>'version' IS NOT NULL THEN v.version = p->>'version'
      WHEN v_last.package_id = v_package.id THEN v.id = v_last.package_version_id
      ELSE v.id = v_package.latest_version_id END;
    v_files := CASE WHEN jsonb_typeof(p->'files') = 'array'
      THEN ARRAY(SELECT jsonb_array_elements_text(p->'files')) ELSE v_last.files END;
  END IF;
  IF v_version.id IS NOT NULL THEN
    SELECT jsonb_build_object('packageId', v_package.id, 'versionId', v_version.id, 'version', v_version.version,
      'scope', v_package.scope, 'name', v_package.name, 'format', v_package.format, 'subtype', v_version.manifest->>'subtype',
      'promptTokens', v_version.prompt_tokens, 'tokensCounted', v_version.tokens_counted,
      'files', jsonb_agg(jsonb_build_object('path', f.path, 'content',
        CASE WHEN f.tokens < (p->>'heaviestFile')::int OR f.path = v_version.manifest->>'main'
          OR f.path = ANY (v_files) THEN f.content END) ORDER BY f.path))
    INTO v_package_json FROM package_files f WHERE f.package_version_id = v_version.id;
  END IF;

  IF v_parent IS NOT NULL THEN
    WITH RECURSIVE thread AS (
      SELECT r.*, 1 AS depth FROM playground_runs r WHERE r.id = v_parent
      UNION ALL
      SELECT r.*, thread.depth + 1 FROM thread JOIN playground_runs r ON r.id = thread.parent_run_id
    )
    SELECT jsonb_agg(jsonb_build_object('runId', id, 'status', status, 'packageVersionId', package_version_id,
      'promptHash', prompt_hash, 'omittedTurns', omitted_turns, 'model', model, 'userInput', user_input, 'sentInput', sent_input,
      'response', response, 'countedTokens', CASE WHEN usage IS NOT NULL AND NOT usage_estimated
        THEN input_tokens + cache_read_tokens + cache_write_tokens + output_tokens - thinking_tokens END)
      ORDER BY depth DESC) INTO v_history FROM thread;
  END IF;

  -- What was shared comes before everything that was run in the fork.
  IF v_fork.id IS NOT NULL AND v_session.forked_turns > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('runId', NULL, 'status', 'succeeded', 'packageVersionId', NULL, 'promptHash', NULL,
      'omittedTurns', 0, 'model', t.turn->'runs'->0->>'model', 'userInput', t.turn->>'userInput', 'sentInput', NULL,
      'response', t.turn->'runs'->0->>'response', 'countedTokens', NULL) ORDER BY t.place) INTO v_prefix
    FROM jsonb_array_elements(v_fork.content->'turns') WITH ORDINALITY AS t (turn, place)
    WHERE t.place <= v_session.forked_turns;
    v_history := v_prefix || v_history;
  END IF;

  -- The provider's count is remembered under everything that is sent, whether the request named it or the session did.
  v_count_key := encode(sha256(convert_to(jsonb_build_array(p->>'inputHash',
    coalesce(p->>'model', v_last.model, p->>'defaultModel'), p->>'countedAs', v_version.id, v_files, v_parent,
    v_fork.id, CASE WHEN v_fork.id IS NOT NULL THEN v_session.forked_turns END,
    CASE WHEN (p->>'namesPrompt')::boolean THEN p->>'customPromptHash'
      WHEN v_version.id IS NULL THEN encode(sha256(convert_to(v_last.custom_prompt, 'UTF8')), 'hex') END)::text,
    'UTF8')), 'hex');
  RETURN jsonb_build_object('earlier', NULL, 'countKey', v_count_key, 'package', v_package_json, 'history', v_history,
    'session', CASE WHEN v_session.id IS NOT NULL THEN jsonb_build_object('id', v_session.id, 'saved', v_session.saved,
      'last', CASE WHEN v_last.model IS NOT NULL THEN jsonb_build_object('packageId', v_last.package_id,
        'packageVersionId', v_last.package_version_id, 'customPrompt', v_last.custom_prompt, 'model', v_last.model,
        'files', v_last.files) END) END,
    'parentFound', v_asked_parent IS NULL OR v_parent IS NOT NULL,
    'available', ledger_available(v_now, v_user),
    'goodwillMicroUsd', (SELECT coalesce(sum(cost_micro_usd), 0) FROM playground_runs
      WHERE user_id = v_user AND goodwill AND finished_at > v_now - interval '24 hours'),
    'countedTokens', (SELECT tokens FROM token_counts WHERE key = v_count_key),
    'outage', (SELECT jsonb_build_object('reason', reason, 'retryAt', retry_at) FROM provider_circuits
      WHERE opened_at IS NOT NULL AND model IN ('all', coalesce(p->>'model', v_last.model, p->>'defaultModel'))
      ORDER BY retry_at DESC LIMIT 1));
END $$;

-- As before; a session that was made to run a shared turn again is now one like any other.
CREATE OR REPLACE FUNCTION start_runs(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_user uuid := (p->>'userId')::uuid;
  v_session uuid := (p->'session'->>'id')::uuid;
  v_earlier record;
  v_count int;
  v_free_at timestamptz;
  v_held jsonb;
  v_circuit record;
  v_probes text[] := '{}';
  v_spent bigint;
  v_seq bigint;
BEGIN
  SELECT seq INTO v_seq FROM playground_credits WHERE user_id = v_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcome', 'not_found');
  END IF;
  IF p->>'idempotencyKey' IS NOT NULL THEN
    SELECT id, request_hash INTO v_earlier FROM playground_runs
    WHERE user_id = v_user AND idempotency_key = p->>'idempotencyKey';
    IF FOUND THEN
      RETURN jsonb_build_object('runId', v_earlier.id, 'outcome',
        CASE WHEN v_earlier.request_hash = p->>'requestHash' THEN 'joined' ELSE 'idempotency_mismatch' END);
    END IF;
  END IF;
  PERFORM sweep_runs(v_now, v_user);

  SELECT count(DISTINCT coalesce(comparison_id, id)) INTO v_count FROM playground_runs
  WHERE user_id = v_user AND status = 'running';
  IF v_count >= (p->>'inFlight')::int THEN
    RETURN jsonb_build_object('outcome', 'rate_limited', 'reason', 'in_flight', 'limit', (p->>'inFlight')::int,
      'retryAfterSeconds', 1);
  END IF;
  SELECT count(DISTINCT coalesce(comparison_id, id)) INTO v_count FROM playground_runs
  WHERE user_id = v_user AND created_at > v_now - interval '60 seconds';
  IF v_count >= (p->>'perMinute')::int THEN
    -- The limit-th newest start of the last minute has to leave the window before one more fits in.
    SELECT started INTO v_free_at FROM (
      SELECT min(created_at) AS started FROM playground_runs
      WHERE user_id = v_user AND created_at > v_now - interval '60 seconds'
      GROUP BY coalesce(comparison_id, id)
    ) AS starts ORDER BY started DESC OFFSET (p->>'perMinute')::int - 1 LIMIT 1;
    RETURN jsonb_build_object('outcome', 'rate_limited', 'reason', 'rate', 'limit', (p->>'perMinute')::int,
      'retryAfterSeconds', greatest(1, ceil(extract(epoch FROM v_free_at + interval '60 seconds' - v_now))::int));
  END IF;

  FOR v_circuit IN
    SELECT model, reason, retry_at FROM provider_circuits
    WHERE opened_at IS NOT NULL AND model IN (
      SELECT 'all' UNION SELECT r->>'model' FROM jsonb_array_elements(p->'runs') AS r)
    ORDER BY model FOR UPDATE
  LOOP
    IF v_circuit.retry_at > v_now THEN
      RETURN jsonb_build_object('outcome', 'circuit_open', 'model', v_circuit.model, 'reason', v_circuit.reason,
        'retryAfterSeconds', ceil(extract(epoch FROM v_circuit.retry_at - v_now))::int);
    END IF;
    v_probes := v_probes || v_circuit.model;
  END LOOP;
  IF p->>'capMicroUsd' IS NOT NULL THEN
    v_spent := spent_on((v_now AT TIME ZONE 'UTC')::date);
    -- Who has paid goes on until three times the cap.
    IF v_spent >= (p->>'capMicroUsd')::bigint
      AND (v_spent >= 3 * (p->>'capMicroUsd')::bigint OR NOT has_paid_credits(v_now, v_user)) THEN
      RETURN jsonb_build_object('outcome', 'daily_cap', 'paid', has_paid_credits(v_now, v_user),
        'retryAfterSeconds', ceil(extract(epoch FROM date_trunc('day', v_now, 'UTC') + interval '1 day' - v_now))::int);
    END IF;
  END IF;

  IF NOT (p->'session'->>'isNew')::boolean THEN
    PERFORM 1 FROM playground_sessions WHERE id = v_session AND user_id = v_user AND deleted_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
      RETURN jsonb_build_object('outcome', 'not_found');
    END IF;
  END IF;
  SELECT ledger_hold(v_now, v_user, jsonb_agg(jsonb_build_object('runId', r.id, 'amount', r.credits_quoted)),
    (p->>'leaseUntil')::timestamptz) INTO v_held
  FROM jsonb_to_recordset(p->'runs') AS r (id uuid, credits_quoted int);
  IF v_held->>'outcome' <> 'held' THEN
    RETURN v_held;
  END IF;
  -- This one run is let through to see whether the provider answers again.
  IF v_probes <> '{}' THEN
    UPDATE provider_circuits SET retry_at = v_now + interval '30 seconds' WHERE model = ANY (v_probes);
  END IF;

  INSERT INTO playground_sessions (id, user_id, title, saved, expires_at, created_at, last_turn_at, last_run_id)
  SELECT v_session, v_user, p->'session'->>'title', (p->'session'->>'saved')::boolean,
    CASE WHEN (p->'session'->>'saved')::boolean THEN NULL ELSE v_now + interval '24 hours' END, v_now, v_now,
    (p->'runs'->0->>'id')::uuid
  WHERE (p->'session'->>'isNew')::boolean;
  INSERT INTO playground_runs (id, user_id, session_id, parent_run_id, comparison_id, lane, idempotency_key,
    request_hash, package_id, package_version_id, custom_prompt, prompt_hash, files, model, provider_model, effort,
    user_input, sent_input, max_tokens, prompt_tokens, credits_quoted, max_cost_micro_usd, price_date, omitted_turns,
    created_at)
  SELECT r.id, v_user, v_session, r.parent_run_id, r.comparison_id, coalesce(r.lane, 0),
    CASE WHEN coalesce(r.lane, 0) = 0 THEN p->>'idempotencyKey' END, p->>'requestHash', r.package_id,
    r.package_version_id, r.custom_prompt, r.prompt_hash, r.files, r.model, r.provider_model, r.effort, r.user_input,
    r.sent_input, r.max_tokens, r.prompt_tokens, r.credits_quoted, r.max_cost_micro_usd, r.price_date, coalesce(r.omitted_turns, 0), v_now
  FROM jsonb_to_recordset(p->'runs') AS r (id uuid, parent_run_id uuid, comparison_id uuid, lane smallint,
    package_id uuid, package_version_id uuid, custom_prompt text, prompt_hash text, files text[], model text,
    provider_model text, effort text, user_input text, sent_input text, max_tokens int, prompt_tokens int, credits_quoted int,
    max_cost_micro_usd bigint, price_date text, omitted_turns int);
  IF NOT (p->'session'->>'isNew')::boolean THEN
    UPDATE playground_sessions SET last_turn_at = v_now, last_run_id = (p->'runs'->0->>'id')::uuid,
      saved = saved OR (unlisted AND (p->'session'->>'saved')::boolean), unlisted = false,
      expires_at = CASE WHEN saved OR (unlisted AND (p->'session'->>'saved')::boolean) THEN NULL
        ELSE v_now + interval '24 hours' END
    WHERE id = v_session;
  END IF;
  -- A hold is no movement. One that a crash of the database takes back costs us a run and nobody a credit, so the model
  -- is not kept waiting for the disk; movements that came due with it are.
  PERFORM set_config('synchronous_commit', 'off', true) FROM playground_credits WHERE user_id = v_user AND seq = v_seq;
  RETURN jsonb_build_object('outcome', 'started', 'available', v_held->'available',
    'runsLeft', (p->>'perMinute')::int - v_count - 1);
END $$;
