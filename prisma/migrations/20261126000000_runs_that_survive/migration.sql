-- Runs that survive a bad day: why a run failed and when to try again, a breaker that pauses runs while the provider is
-- out, a cap on what a day may cost, and threads of which older turns are left out.

-- What a failed run says beside its code, and how many older turns were not sent.
ALTER TABLE "playground_runs" ADD COLUMN "error_reason" TEXT, ADD COLUMN "retry_at" TIMESTAMPTZ(3),
  ADD COLUMN "omitted_turns" INTEGER NOT NULL DEFAULT 0;

-- The breaker of each model (and of `all`, for faults of our account): a row exists only after a failure, `opened_at`
-- only while runs are paused. After `retry_at` one run is let through to see. What began before `closed_at` says
-- nothing about the time since. `user_id` is whose failure came first, `several` whether others followed.
CREATE TABLE "provider_circuits" (
    "model" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "user_id" UUID NOT NULL,
    "several" BOOLEAN NOT NULL DEFAULT false,
    "last_failure_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "openings" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "provider_circuits_pkey" PRIMARY KEY ("model")
);

-- What a UTC day has cost at the provider. In sixteen parts, so that runs which end together do not wait for each other,
-- and one for runs that were swept: a sweep ends many in one transaction, and so takes one part and not several.
CREATE TABLE "provider_spend" (
    "day" DATE NOT NULL,
    "part" SMALLINT NOT NULL,
    "cost_micro_usd" BIGINT NOT NULL,

    CONSTRAINT "provider_spend_pkey" PRIMARY KEY ("day", "part")
);
ALTER TABLE provider_spend SET (fillfactor = 50);

-- Today's sum goes on from what was counted before this table existed.
INSERT INTO provider_spend (day, part, cost_micro_usd)
SELECT day, 0, sum(cost_micro_usd) FROM playground_usage WHERE day = (now() AT TIME ZONE 'UTC')::date GROUP BY day;

CREATE FUNCTION spent_on(p_day date) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(cost_micro_usd), 0)::bigint FROM provider_spend WHERE day = p_day
$$;

-- Has this user free credits that somebody paid for: a purchase, a month of PRPM+, or what was carried over from one?
CREATE FUNCTION has_paid_credits(p_now timestamptz, p_user uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM playground_credit_lots l
    LEFT JOIN playground_credit_lots origin ON l.kind = 'rollover' AND l.source_ref = 'rollover:' || origin.id
      AND origin.user_id = l.user_id
    WHERE l.user_id = p_user AND l.closed_at IS NULL AND l.remaining > l.held
      AND (l.expires_at IS NULL OR l.expires_at > p_now)
      AND (l.kind = 'purchased' OR starts_with(l.source_ref, 'stripe:') OR starts_with(origin.source_ref, 'stripe:')))
$$;

-- Notes a failure before the first token. Failures in a row, at most two minutes apart, open the model's circuit: so
-- many of several people, twice as many of one, whose own doing they might be. One that no waiting cures opens it at
-- once, for all models. Runs from before the last change do not count: while it is open only those that were let
-- through do, and each that fails doubles the pause, up to five minutes. Answers whether it opened now.
CREATE FUNCTION circuit_failed(p_now timestamptz, p_model text, p_user uuid, p_reason text, p_at_once boolean,
  p_retry_seconds int, p_run_created timestamptz, p_threshold int) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_circuit provider_circuits;
  v_enough int;
BEGIN
  INSERT INTO provider_circuits (model, reason, failures, user_id, last_failure_at)
  VALUES (p_model, p_reason, 0, p_user, p_now) ON CONFLICT (model) DO NOTHING;
  UPDATE provider_circuits SET failures = 0
  WHERE model = p_model AND opened_at IS NULL AND last_failure_at < p_now - interval '2 minutes';
  UPDATE provider_circuits c SET reason = p_reason, failures = c.failures + 1,
    last_failure_at = greatest(c.last_failure_at, p_now),
    user_id = CASE WHEN c.failures = 0 THEN p_user ELSE c.user_id END,
    several = c.failures > 0 AND (c.several OR c.user_id <> p_user)
  WHERE c.model = p_model AND p_run_created > coalesce(c.opened_at, c.closed_at, '-infinity')
  RETURNING * INTO v_circuit;
  v_enough := CASE WHEN v_circuit.several THEN p_threshold ELSE 2 * p_threshold END;
  IF v_circuit.model IS NULL OR v_circuit.opened_at IS NULL AND NOT p_at_once AND v_circuit.failures < v_enough THEN
    RETURN false;
  END IF;
  UPDATE provider_circuits SET opened_at = coalesce(opened_at, p_now), openings = openings + 1,
    retry_at = p_now + make_interval(secs => least(300, greatest(coalesce(p_retry_seconds, 0), 5 * 2 ^ least(openings, 6))))
  WHERE model = p_model;
  RETURN v_circuit.opened_at IS NULL;
END $$;

-- Notes that the provider answered a run: its model, and what is open for all, go on. A run from before the circuit
-- opened is no such sign.
CREATE FUNCTION circuit_answered(p_now timestamptz, p_model text, p_run_created timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- One after the other, in the order in which start_runs locks them.
  UPDATE provider_circuits SET failures = 0, openings = 0, opened_at = NULL, retry_at = NULL, closed_at = p_now
  WHERE model = 'all' AND failures > 0 AND (opened_at IS NULL OR opened_at < p_run_created);
  UPDATE provider_circuits SET failures = 0, openings = 0, opened_at = NULL, retry_at = NULL, closed_at = p_now
  WHERE model = p_model AND failures > 0 AND (opened_at IS NULL OR opened_at < p_run_created);
END $$;

-- A run that was let through to see ended without saying anything: the next one may try at once.
CREATE FUNCTION circuit_unanswered(p_now timestamptz, p_model text, p_run_created timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE provider_circuits SET retry_at = least(retry_at, p_now) WHERE model = 'all' AND opened_at < p_run_created;
  UPDATE provider_circuits SET retry_at = least(retry_at, p_now) WHERE model = p_model AND opened_at < p_run_created;
END $$;

-- As before; and a failure has its reason, the day its sum, the breaker its evidence: `errorReason`,
-- `retryAfterSeconds`, `answered` (this end is a sign that the provider answers), `fault` {atOnce, threshold} when it
-- is one that it does not.
CREATE OR REPLACE FUNCTION settle_run(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_id uuid := (p->>'runId')::uuid;
  v_run playground_runs;
  v_charge int := (p->>'charge')::int;
  v_goodwill boolean := false;
  v_cost bigint := (p->>'costMicroUsd')::bigint;
  v_tokens bigint := (p->>'inputTokens')::bigint + (p->>'outputTokens')::bigint + (p->>'cacheReadTokens')::bigint
    + (p->>'cacheWriteTokens')::bigint;
  v_charged int;
  v_opened boolean := false;
  v_spent bigint;
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = (SELECT user_id FROM playground_runs WHERE id = v_id) FOR UPDATE;
  SELECT * INTO v_run FROM playground_runs WHERE id = v_id FOR UPDATE;
  IF v_run.status IS DISTINCT FROM 'running' THEN
    DELETE FROM playground_run_chunks WHERE run_id = v_id;
    RETURN jsonb_build_object('settled', false, 'status', v_run.status, 'charged', v_run.credits_charged,
      'circuitOpened', false, 'available', ledger_available(v_now, v_run.user_id));
  END IF;
  IF p->>'goodwillMicroUsd' IS NOT NULL THEN
    SELECT coalesce(sum(cost_micro_usd), 0) < (p->>'goodwillMicroUsd')::bigint INTO v_goodwill
    FROM playground_runs
    WHERE user_id = v_run.user_id AND goodwill AND finished_at > v_now - interval '24 hours';
    IF v_goodwill THEN v_charge := 0; END IF;
  END IF;
  v_charged := ledger_capture(v_now, v_id, v_charge, 'Run with ' || v_run.model, p->>'reason');
  UPDATE playground_runs SET status = p->>'status', stop_reason = p->>'stopReason', error_code = p->>'errorCode',
    error_reason = p->>'errorReason', retry_at = v_now + make_interval(secs => (p->>'retryAfterSeconds')::int),
    response = coalesce(p->>'response',
      (SELECT string_agg(text, '' ORDER BY start) FROM playground_run_chunks WHERE run_id = v_id), ''),
    credits_charged = v_charged, goodwill = v_goodwill, cost_micro_usd = v_cost,
    usage = CASE WHEN jsonb_typeof(p->'usage') = 'object' THEN p->'usage' END,
    usage_estimated = (p->>'usageEstimated')::boolean, input_tokens = (p->>'inputTokens')::int,
    output_tokens = (p->>'outputTokens')::int, thinking_tokens = (p->>'thinkingTokens')::int,
    cache_read_tokens = (p->>'cacheReadTokens')::int, cache_write_tokens = (p->>'cacheWriteTokens')::int,
    first_token_ms = (p->>'firstTokenMs')::int, duration_ms = (p->>'durationMs')::int,
    provider_request_id = p->>'providerRequestId', finished_at = v_now
  WHERE id = v_id;
  DELETE FROM playground_run_chunks WHERE run_id = v_id;
  UPDATE playground_sessions
  SET last_turn_at = v_now, expires_at = CASE WHEN saved THEN NULL ELSE v_now + interval '24 hours' END
  WHERE id = v_run.session_id AND deleted_at IS NULL;
  IF NOT FOUND THEN
    -- The session went while its last run was going: the run keeps its charge and its figures, not its texts.
    UPDATE playground_runs SET user_input = '', sent_input = NULL, response = '', custom_prompt = NULL WHERE id = v_id;
  END IF;
  INSERT INTO playground_usage AS u (day, user_id, package_version_id, model, runs, succeeded, failed, tokens, credits,
    cost_micro_usd)
  VALUES ((v_run.created_at AT TIME ZONE 'UTC')::date, v_run.user_id, v_run.package_version_id, v_run.model, 1,
    (p->>'status' = 'succeeded')::int, (p->>'status' = 'failed')::int, v_tokens, v_charged, v_cost)
  ON CONFLICT (day, user_id, package_version_id, model) DO UPDATE SET runs = u.runs + 1,
    succeeded = u.succeeded + excluded.succeeded, failed = u.failed + excluded.failed,
    tokens = u.tokens + excluded.tokens, credits = u.credits + excluded.credits,
    cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd;
  IF v_cost > 0 THEN
    INSERT INTO provider_spend AS s (day, part, cost_micro_usd)
    VALUES ((v_now AT TIME ZONE 'UTC')::date, CASE WHEN p->>'errorReason' = 'process_lost' THEN 16
      ELSE abs(hashtext(v_run.user_id::text) % 16) END, v_cost)
    ON CONFLICT (day, part) DO UPDATE SET cost_micro_usd = s.cost_micro_usd + excluded.cost_micro_usd;
    v_spent := spent_on((v_now AT TIME ZONE 'UTC')::date);
  END IF;
  -- The breaker last: every run takes its wallet before it, so nobody waits in a circle.
  IF (p->>'answered')::boolean THEN
    PERFORM circuit_answered(v_now, v_run.model, v_run.created_at);
  ELSIF (p->>'answered')::boolean = false AND p->'fault' = 'null' THEN
    PERFORM circuit_unanswered(v_now, v_run.model, v_run.created_at);
  ELSIF jsonb_typeof(p->'fault') = 'object' THEN
    v_opened := circuit_failed(v_now, CASE WHEN (p->'fault'->>'atOnce')::boolean THEN 'all' ELSE v_run.model END,
      v_run.user_id, p->>'errorReason', (p->'fault'->>'atOnce')::boolean, (p->>'retryAfterSeconds')::int,
      v_run.created_at, (p->'fault'->>'threshold')::int);
  END IF;
  RETURN jsonb_build_object('settled', true, 'status', p->>'status', 'charged', v_charged, 'circuitOpened', v_opened,
    'spentTodayMicroUsd', v_spent, 'available', ledger_available(v_now, v_run.user_id));
END $$;

-- As before; and a run that has ended meanwhile gets no more text, and its process is told to stop.
CREATE OR REPLACE FUNCTION flush_runs(p_now timestamptz, p_lease_until timestamptz, p_open uuid[], p_ids uuid[],
  p_starts int[], p_texts text[]) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO playground_run_chunks (run_id, start, text)
  SELECT c.id, c.start, c.text FROM unnest(p_ids, p_starts, p_texts) AS c (id, start, text)
  JOIN playground_runs r ON r.id = c.id AND r.status = 'running' ON CONFLICT DO NOTHING;
  UPDATE playground_credit_holds SET lease_until = p_lease_until
  WHERE run_id = ANY (p_open) AND state = 'held' AND lease_until < p_lease_until - interval '20 seconds';
  RETURN QUERY SELECT id FROM playground_runs
  WHERE id = ANY (p_open) AND (stop_requested_at IS NOT NULL OR status <> 'running');
END $$;

-- As before, with a reason for the reader.
CREATE OR REPLACE FUNCTION sweep_runs(p_now timestamptz, p_user uuid DEFAULT NULL, p_limit int DEFAULT 100)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_run record;
  v_count int := 0;
BEGIN
  FOR v_run IN
    SELECT h.run_id, h.user_id, r.max_cost_micro_usd, r.prompt_tokens
    FROM playground_credit_holds h JOIN playground_runs r ON r.id = h.run_id
    WHERE h.state = 'held' AND h.lease_until < p_now AND (p_user IS NULL OR h.user_id = p_user)
    ORDER BY h.user_id, h.run_id LIMIT p_limit
  LOOP
    PERFORM 1 FROM playground_credits WHERE user_id = v_run.user_id FOR UPDATE SKIP LOCKED;
    CONTINUE WHEN NOT FOUND;
    -- Its process may have come back to life between the look and the lock.
    PERFORM 1 FROM playground_credit_holds WHERE run_id = v_run.run_id AND state = 'held' AND lease_until < p_now
    FOR UPDATE;
    CONTINUE WHEN NOT FOUND;
    BEGIN
      PERFORM settle_run(jsonb_build_object('now', p_now, 'runId', v_run.run_id, 'status', 'failed',
        'errorCode', 'internal', 'errorReason', 'process_lost', 'charge', 0,
        'costMicroUsd', v_run.max_cost_micro_usd, 'usageEstimated', true, 'inputTokens', v_run.prompt_tokens, 'outputTokens', 0, 'thinkingTokens', 0, 'cacheReadTokens', 0,
        'cacheWriteTokens', 0, 'reason', 'lease ran out'));
      SET CONSTRAINTS ALL IMMEDIATE; -- what the guards at commit would say, while there is time to do without this run
      SET CONSTRAINTS ALL DEFERRED;
      v_count := v_count + 1;
    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING 'run % cannot be ended: %', v_run.run_id, SQLERRM;
    END;
  END LOOP;
  RETURN v_count;
END $$;

-- As before, with each table asked once; and it refuses with circuit_open while the provider is out and daily_cap when
-- the day has cost enough (capMicroUsd; null: no cap). Neither uses up a run of the rate limit.
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
      expires_at = CASE WHEN saved THEN NULL ELSE v_now + interval '24 hours' END
    WHERE id = v_session;
  END IF;
  -- A hold is no movement. One that a crash of the database takes back costs us a run and nobody a credit, so the model
  -- is not kept waiting for the disk; movements that came due with it are.
  PERFORM set_config('synchronous_commit', 'off', true) FROM playground_credits WHERE user_id = v_user AND seq = v_seq;
  RETURN jsonb_build_object('outcome', 'started', 'available', v_held->'available',
    'runsLeft', (p->>'perMinute')::int - v_count - 1);
END $$;

-- As before; and the breaker of the model that would run, and how many turns each earlier run left out.
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

  -- The provider's count is remembered under everything that is sent, whether the request named it or the session did.
  v_count_key := encode(sha256(convert_to(jsonb_build_array(p->>'inputHash',
    coalesce(p->>'model', v_last.model, p->>'defaultModel'), p->>'countedAs', v_version.id, v_files, v_parent,
    CASE WHEN (p->>'namesPrompt')::boolean THEN p->>'customPromptHash'
      WHEN v_version.id IS NULL THEN encode(sha256(convert_to(v_last.custom_prompt, 'UTF8')), 'hex') END)::text,
    'UTF8')), 'hex');
  RETURN jsonb_build_object('earlier', NULL, 'countKey', v_count_key, 'package', v_package_json, 'history', v_history,
    'session', CASE WHEN v_session.id IS NOT NULL THEN jsonb_build_object('id', v_session.id, 'saved', v_session.saved,
      'last', CASE WHEN v_last.id IS NOT NULL THEN jsonb_build_object('packageId', v_last.package_id,
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

-- As before; nobody waits for the disk.
CREATE OR REPLACE FUNCTION identify(p_now timestamptz, p_token_hash bytea, p_user uuid, p_class text, p_limit int)
RETURNS TABLE (id uuid, email text, name text, image text, handle text, role text, session_version int,
  banned boolean, token_id uuid, token_scope text, plan text, limited_for int, limit_left int)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  -- What this writes (a count, when a token was used) may be lost in a crash; nobody waits for the disk.
  PERFORM set_config('synchronous_commit', 'off', true);
  IF p_token_hash IS NOT NULL THEN
    SELECT t.user_id, t.id, t.scope INTO p_user, token_id, token_scope FROM api_tokens t
    WHERE t.hash = p_token_hash AND t.revoked_at IS NULL AND t.expires_at > p_now;
  END IF;
  SELECT u.id, u.email, u.name, u.image, u.handle, u.role, u.session_version, u.banned_at IS NOT NULL
  INTO id, email, name, image, handle, role, session_version, banned FROM users u WHERE u.id = p_user;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  UPDATE api_tokens t SET last_used_at = p_now
  WHERE t.id = token_id AND (t.last_used_at IS NULL OR t.last_used_at < p_now - interval '1 minute');
  plan := plan_of(p_now, p_user);
  SELECT counted.limited_for, counted.limit_left INTO limited_for, limit_left
  FROM count_request(p_now, p_class || ':' || p_user, p_limit) AS counted;
  RETURN NEXT;
END $$;
