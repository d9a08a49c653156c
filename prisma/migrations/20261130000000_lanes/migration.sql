-- Lanes of a comparison that are tried again, forked one by one, and picked from; and who uses what packages suggest.

-- The tries of each lane, the newest first.
CREATE INDEX playground_runs_lanes ON playground_runs (comparison_id, lane, created_at DESC, id DESC)
  WHERE comparison_id IS NOT NULL;

-- AlterTable
ALTER TABLE "playground_runs" ADD COLUMN "suggested_input_id" UUID;
CREATE INDEX playground_runs_suggested ON playground_runs (suggested_input_id, user_id) WHERE suggested_input_id IS NOT NULL;

-- CreateTable
CREATE TABLE "suggested_input_uses" (
    "suggested_input_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "liked" BOOLEAN NOT NULL DEFAULT false,
    "first_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "suggested_input_uses_pkey" PRIMARY KEY ("suggested_input_id","user_id")
);
ALTER TABLE "suggested_input_uses" ADD CONSTRAINT "suggested_input_uses_suggested_input_id_fkey" FOREIGN KEY ("suggested_input_id") REFERENCES "suggested_inputs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "comparison_picks" (
    "comparison_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "winner" SMALLINT,
    "blind" BOOLEAN NOT NULL,
    "picked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comparison_picks_pkey" PRIMARY KEY ("comparison_id")
);

-- The newest try of each lane of a comparison.
CREATE FUNCTION newest_tries(p_comparison uuid) RETURNS SETOF playground_runs LANGUAGE sql STABLE AS $$
  SELECT DISTINCT ON (lane) * FROM playground_runs WHERE comparison_id = p_comparison
  ORDER BY lane, created_at DESC, id DESC
$$;

-- The runs from one up to the first of its thread, at depth 1 and on. What is above is the newest try of its lane, as the
-- thread shows it; `as_sent` where no lane above was tried again since, so that a run's own count stands for all of it.
CREATE FUNCTION run_thread(p_run uuid)
RETURNS TABLE (id uuid, status text, lane smallint, package_version_id uuid, prompt_hash text, omitted_turns int, model text,
  user_input text, sent_input text, response text, usage jsonb, usage_estimated boolean, input_tokens int,
  cache_read_tokens int, cache_write_tokens int, output_tokens int, thinking_tokens int, depth int, as_sent boolean)
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE thread AS (
    SELECT r.*, 1 AS depth, false AS is_later_try FROM playground_runs r WHERE r.id = p_run
    UNION ALL
    SELECT r.*, thread.depth + 1, r.id <> a.id FROM thread JOIN playground_runs a ON a.id = thread.parent_run_id
      JOIN playground_runs r ON r.id = CASE WHEN a.comparison_id IS NULL THEN a.id ELSE (
        SELECT n.id FROM playground_runs n WHERE n.comparison_id = a.comparison_id AND n.lane = a.lane
        ORDER BY n.created_at DESC, n.id DESC LIMIT 1) END
  )
  SELECT id, status, lane, package_version_id, prompt_hash, omitted_turns, model, user_input, sent_input, response, usage,
    usage_estimated, input_tokens, cache_read_tokens, cache_write_tokens, output_tokens, thinking_tokens, depth,
    coalesce(NOT bool_or(is_later_try) OVER (ORDER BY depth DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), true)
  FROM thread
$$;

-- Says which lane of one's own comparison was best (null: none). What was said blind stays; what was not may change, but
-- not become blind. Outcomes: picked, going, no_answer, final, not_found.
CREATE FUNCTION pick_winner(p_now timestamptz, p_user uuid, p_comparison uuid, p_winner int, p_blind boolean)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_pick comparison_picks;
BEGIN
  -- Nobody tries a lane again, or picks, meanwhile.
  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  PERFORM 1 FROM playground_runs r JOIN playground_sessions s ON s.id = r.session_id
  WHERE r.comparison_id = p_comparison AND r.user_id = p_user AND s.deleted_at IS NULL
    AND (s.expires_at IS NULL OR s.expires_at > p_now);
  IF NOT FOUND THEN
    RETURN 'not_found';
  END IF;
  SELECT * INTO v_pick FROM comparison_picks WHERE comparison_id = p_comparison;
  IF v_pick.comparison_id IS NOT NULL THEN
    IF v_pick.winner IS NOT DISTINCT FROM p_winner AND v_pick.blind = coalesce(p_blind, v_pick.blind) THEN
      RETURN 'picked';
    ELSIF v_pick.blind OR p_blind THEN
      RETURN 'final';
    END IF;
  END IF;
  IF EXISTS (SELECT 1 FROM newest_tries(p_comparison) WHERE status = 'running') THEN
    RETURN 'going';
  END IF;
  IF p_winner IS NOT NULL AND NOT EXISTS (SELECT 1 FROM newest_tries(p_comparison) WHERE lane = p_winner
    AND status <> 'failed' AND stop_reason IS DISTINCT FROM 'refusal' AND response <> '') THEN
    RETURN 'no_answer';
  END IF;
  INSERT INTO comparison_picks (comparison_id, user_id, winner, blind, picked_at)
  VALUES (p_comparison, p_user, p_winner, coalesce(p_blind, false), p_now)
  ON CONFLICT (comparison_id) DO UPDATE SET winner = excluded.winner, picked_at = excluded.picked_at;
  RETURN 'picked';
END $$;

-- As before; a lane of a comparison goes on with its own parent's prompt, and with its own of the shared answers.
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
  v_thread uuid[];
  v_count_key text;
  v_fork playground_snapshots;
  v_source jsonb;
  v_prefix jsonb;
  -- The lane of a comparison that is asked for; null for a plain run. Then: whose answers of the shared turns go first.
  v_lane int := (p->>'lane')::int;
  v_place int;
  v_lanes jsonb;
  v_shared_lane int;
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
    IF (p->>'namesParent')::boolean THEN
      -- Of a lane that was tried again the newest, as the thread shows it.
      SELECT coalesce((SELECT n.id FROM playground_runs n WHERE n.comparison_id = r.comparison_id AND n.lane = r.lane
        ORDER BY n.created_at DESC, n.id DESC LIMIT 1), r.id) INTO v_parent
      FROM playground_runs r WHERE r.id = v_asked_parent AND r.session_id = v_session.id;
    END IF;
    -- A lane goes on with what its own parent was made with, a plain run with what was last used.
    IF v_lane IS NOT NULL THEN
      SELECT * INTO v_last FROM playground_runs WHERE id = v_parent;
    ELSE
      SELECT * INTO v_last FROM playground_runs
      WHERE session_id = v_session.id ORDER BY created_at DESC, id DESC LIMIT 1;
    END IF;
    IF NOT (p->>'namesParent')::boolean THEN
      v_parent := v_last.id;
    END IF;
    IF v_parent IS NOT NULL AND v_session.forked_snapshot_id IS NOT NULL THEN
      SELECT lane INTO v_lane FROM run_thread(v_parent) ORDER BY depth DESC LIMIT 1;
    END IF;
    SELECT * INTO v_fork FROM playground_snapshots WHERE id = v_session.forked_snapshot_id AND taken_down_at IS NULL;
    -- A fork whose beginning was taken down before anything ran in it has nothing to go on with.
    IF v_last.id IS NULL AND v_fork.id IS NULL AND v_session.forked_turns IS NOT NULL AND p->>'packageId' IS NULL
      AND NOT (p->>'namesPrompt')::boolean THEN
      v_session := NULL;
    END IF;
    -- Lane i goes on from the i-th answer of the turn that is shared last, or is run again; those beyond it from the first.
    IF v_fork.id IS NOT NULL THEN
      v_place := least(v_session.forked_turns, jsonb_array_length(v_fork.sources) - 1);
      v_lanes := v_fork.content->'turns'->v_place->'runs';
      v_lane := CASE WHEN v_lane < jsonb_array_length(v_lanes) THEN v_lane ELSE 0 END;
      v_shared_lane := (v_lanes->v_lane->>'lane')::int;
    END IF;
    -- A fork in which nothing ran yet goes on with what its shared part was made with.
    IF v_last.id IS NULL AND v_fork.id IS NOT NULL THEN
      v_source := coalesce(v_fork.sources->v_place->'lanes'->v_lane, v_fork.sources->v_place);
      v_last.package_id := (v_source->>'packageId')::uuid;
      v_last.package_version_id := (v_source->>'packageVersionId')::uuid;
      v_last.custom_prompt := v_source->>'customPrompt';
      v_last.model := v_source->>'model';
      v_last.files := CASE WHEN jsonb_typeof(v_source->'files') = 'array'
        THEN ARRAY(SELECT jsonb_array_elements_text(v_source->'files')) END;
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
    v_files := CASE WHEN jsonb_typeof(p->'files') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text(p->'files'))
      WHEN NOT (p->>'namesFiles')::boolean THEN v_last.files END;
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
    SELECT jsonb_agg(jsonb_build_object('runId', id, 'status', status, 'packageVersionId', package_version_id,
      'promptHash', prompt_hash, 'omittedTurns', omitted_turns, 'model', model, 'userInput', user_input, 'sentInput', sent_input,
      'response', response, 'countedTokens', CASE WHEN as_sent AND usage IS NOT NULL AND NOT usage_estimated
        THEN input_tokens + cache_read_tokens + cache_write_tokens + output_tokens - thinking_tokens END)
      ORDER BY depth DESC), array_agg(id ORDER BY depth) INTO v_history, v_thread FROM run_thread(v_parent);
  END IF;

  -- What was shared comes before everything that was run in the fork.
  IF v_fork.id IS NOT NULL AND v_session.forked_turns > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('runId', NULL, 'status', 'succeeded', 'packageVersionId', NULL, 'promptHash', NULL,
      'omittedTurns', 0, 'model', a.answer->>'model', 'userInput', t.turn->>'userInput', 'sentInput', NULL,
      'response', a.answer->>'response', 'countedTokens', NULL) ORDER BY t.place) INTO v_prefix
    FROM jsonb_array_elements(v_fork.content->'turns') WITH ORDINALITY AS t (turn, place)
      CROSS JOIN LATERAL (SELECT coalesce((SELECT r FROM jsonb_array_elements(t.turn->'runs') AS r
        WHERE (r->>'lane')::int = v_shared_lane LIMIT 1), t.turn->'runs'->0) AS answer) AS a
    WHERE t.place <= v_session.forked_turns;
    v_history := v_prefix || v_history;
  END IF;

  -- The provider's count is remembered under everything that is sent, whether the request named it or the session did.
  v_count_key := encode(sha256(convert_to(jsonb_build_array(p->>'inputHash',
    coalesce(p->>'model', v_last.model, p->>'defaultModel'), p->>'countedAs', v_version.id, v_files, v_thread,
    v_fork.id, CASE WHEN v_fork.id IS NOT NULL THEN v_session.forked_turns END, v_shared_lane,
    CASE WHEN (p->>'namesPrompt')::boolean THEN p->>'customPromptHash'
      WHEN v_version.id IS NULL THEN encode(sha256(convert_to(v_last.custom_prompt, 'UTF8')), 'hex') END)::text,
    'UTF8')), 'hex');
  RETURN jsonb_build_object('earlier', NULL, 'countKey', v_count_key, 'package', v_package_json, 'history', v_history,
    'session', CASE WHEN v_session.id IS NOT NULL THEN jsonb_build_object('id', v_session.id, 'saved', v_session.saved,
      'last', CASE WHEN v_last.model IS NOT NULL THEN jsonb_build_object('packageId', v_last.package_id,
        'packageVersionId', v_last.package_version_id, 'customPrompt', v_last.custom_prompt, 'model', v_last.model,
        'files', v_last.files) END) END,
    'parentFound', v_asked_parent IS NULL OR v_parent IS NOT NULL,
    'suggestedPackageId', (SELECT package_id FROM suggested_inputs WHERE id = (p->>'suggestedInputId')::uuid),
    'available', ledger_available(v_now, v_user),
    'goodwillMicroUsd', (SELECT coalesce(sum(cost_micro_usd), 0) FROM playground_runs
      WHERE user_id = v_user AND goodwill AND finished_at > v_now - interval '24 hours'),
    'countedTokens', (SELECT tokens FROM token_counts WHERE key = v_count_key),
    'outage', (SELECT jsonb_build_object('reason', reason, 'retryAt', retry_at) FROM provider_circuits
      WHERE opened_at IS NOT NULL AND model IN ('all', coalesce(p->>'model', v_last.model, p->>'defaultModel'))
      ORDER BY retry_at DESC LIMIT 1));
END $$;

-- As before; a lane that failed, was stopped or declined may be tried again, and what was suggested is counted.
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
  v_retried playground_runs;
  v_created timestamptz := v_now;
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

  -- A lane is tried again once a try: whoever asks a second time finds another run in its place.
  IF p->>'retryOf' IS NOT NULL THEN
    SELECT n.* INTO v_retried FROM playground_runs r JOIN playground_runs n
      ON n.comparison_id = r.comparison_id AND n.lane = r.lane
    WHERE r.id = (p->>'retryOf')::uuid AND r.user_id = v_user ORDER BY n.created_at DESC, n.id DESC LIMIT 1;
    IF v_retried.id IS DISTINCT FROM (p->>'retryOf')::uuid OR NOT (v_retried.status IN ('failed', 'stopped')
      OR v_retried.status = 'succeeded' AND v_retried.stop_reason IS NOT DISTINCT FROM 'refusal') THEN
      RETURN jsonb_build_object('outcome', 'not_retryable');
    END IF;
    -- What was judged stays what was judged.
    IF v_retried.status = 'stopped'
      AND EXISTS (SELECT FROM comparison_picks k WHERE k.comparison_id = v_retried.comparison_id) THEN
      RETURN jsonb_build_object('outcome', 'judged');
    END IF;
    -- The newest stands for the lane, also where the clock of this server is behind.
    v_created := greatest(v_now, v_retried.created_at + interval '1 millisecond');
  END IF;

  -- Another try of a lane joins the comparison that is in flight.
  SELECT count(DISTINCT coalesce(comparison_id, id)) INTO v_count FROM playground_runs
  WHERE user_id = v_user AND status = 'running'
    AND (v_retried.id IS NULL OR comparison_id IS DISTINCT FROM v_retried.comparison_id);
  IF v_count >= (p->>'inFlight')::int THEN
    RETURN jsonb_build_object('outcome', 'rate_limited', 'reason', 'in_flight', 'limit', (p->>'inFlight')::int,
      'retryAfterSeconds', 1);
  END IF;
  -- The lanes that began together, by one request, are one start, and another try of one of them is one too.
  SELECT count(DISTINCT (coalesce(comparison_id, id), created_at, request_hash)) INTO v_count FROM playground_runs
  WHERE user_id = v_user AND created_at > v_now - interval '60 seconds';
  IF v_count >= (p->>'perMinute')::int THEN
    -- The limit-th newest start of the last minute has to leave the window before one more fits in.
    SELECT started INTO v_free_at FROM (
      SELECT min(created_at) AS started FROM playground_runs
      WHERE user_id = v_user AND created_at > v_now - interval '60 seconds'
      GROUP BY coalesce(comparison_id, id), created_at, request_hash
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
    suggested_input_id, created_at)
  SELECT r.id, v_user, v_session, r.parent_run_id, r.comparison_id, coalesce(r.lane, 0),
    CASE WHEN r.id = (p->'runs'->0->>'id')::uuid THEN p->>'idempotencyKey' END, p->>'requestHash', r.package_id,
    r.package_version_id, r.custom_prompt, r.prompt_hash, r.files, r.model, r.provider_model, r.effort, r.user_input,
    r.sent_input, r.max_tokens, r.prompt_tokens, r.credits_quoted, r.max_cost_micro_usd, r.price_date, coalesce(r.omitted_turns, 0), r.suggested_input_id, v_created
  FROM jsonb_to_recordset(p->'runs') AS r (id uuid, parent_run_id uuid, comparison_id uuid, lane smallint,
    package_id uuid, package_version_id uuid, custom_prompt text, prompt_hash text, files text[], model text,
    provider_model text, effort text, user_input text, sent_input text, max_tokens int, prompt_tokens int, credits_quoted int,
    max_cost_micro_usd bigint, price_date text, omitted_turns int, suggested_input_id uuid);
  IF NOT (p->'session'->>'isNew')::boolean THEN
    UPDATE playground_sessions SET last_turn_at = v_now,
      -- A lane that is tried again takes its own place and no other.
      last_run_id = CASE WHEN v_retried.id IS NULL OR last_run_id = v_retried.id THEN (p->'runs'->0->>'id')::uuid
        ELSE last_run_id END,
      saved = saved OR (unlisted AND (p->'session'->>'saved')::boolean), unlisted = false,
      expires_at = CASE WHEN saved OR (unlisted AND (p->'session'->>'saved')::boolean) THEN NULL
        ELSE v_now + interval '24 hours' END
    WHERE id = v_session;
  END IF;
  -- Who looks after a package is not among those who use what it suggests.
  IF p->>'suggestedInputId' IS NOT NULL THEN
    PERFORM 1 FROM suggested_inputs s JOIN packages k ON k.id = s.package_id
    WHERE s.id = (p->>'suggestedInputId')::uuid AND NOT package_managed(k, v_user) FOR KEY SHARE OF s;
    IF FOUND THEN
      INSERT INTO suggested_input_uses (suggested_input_id, user_id, first_used_at)
      VALUES ((p->>'suggestedInputId')::uuid, v_user, v_now) ON CONFLICT DO NOTHING;
    END IF;
  END IF;
  -- A hold is no movement. One that a crash of the database takes back costs us a run and nobody a credit, so the model
  -- is not kept waiting for the disk; movements that came due with it are.
  PERFORM set_config('synchronous_commit', 'off', true) FROM playground_credits WHERE user_id = v_user AND seq = v_seq;
  RETURN jsonb_build_object('outcome', 'started', 'available', v_held->'available',
    'runsLeft', (p->>'perMinute')::int - v_count - 1);
END $$;
