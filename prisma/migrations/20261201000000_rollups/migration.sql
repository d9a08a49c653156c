-- Daily figures of runs, kept up when a run settles, so that no page reads runs to count them. docs/metrics.md says what
-- each figure means. A day is a run's day of creation in UTC. Every day can be counted anew from the raw tables.

-- Was it run by somebody who looked after the package then? Decided once: later changes of an organisation move no figure.
ALTER TABLE playground_runs ADD COLUMN by_manager BOOLEAN NOT NULL DEFAULT false;
UPDATE playground_runs r SET by_manager = true FROM packages p
WHERE p.id = r.package_id AND package_managed(p, r.user_id);
CREATE FUNCTION mark_manager_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT package_managed(p, NEW.user_id) INTO NEW.by_manager FROM packages p WHERE p.id = NEW.package_id;
  NEW.by_manager := coalesce(NEW.by_manager, false);
  RETURN NEW;
END $$;
CREATE TRIGGER playground_runs_by_manager BEFORE INSERT ON playground_runs
  FOR EACH ROW WHEN (NEW.package_id IS NOT NULL) EXECUTE FUNCTION mark_manager_run();

-- A day's rows lie together in tables that only grow, so an index of blocks finds them and costs a run next to nothing.
CREATE INDEX playground_runs_created ON playground_runs USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX playground_sessions_created ON playground_sessions USING brin (created_at) WITH (pages_per_range = 16, autosummarize = on);
CREATE INDEX users_created ON users (created_at);
CREATE INDEX packages_owner ON packages (owner_id);
CREATE INDEX packages_organization ON packages (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX playground_shares_created ON playground_shares (created_at);
CREATE INDEX playground_shares_of_package ON playground_shares (package_id, created_at);
CREATE INDEX comparison_picks_picked ON comparison_picks (picked_at) WHERE blind;
CREATE INDEX playground_credit_purchases_created ON playground_credit_purchases (created_at) INCLUDE (status, user_id);

-- The runs of a day by their ends. In parts, as provider_spend is, so that runs which end together do not wait for each
-- other; a day that is over is one part. `people` counts each user of a day in one row of that day.
CREATE TABLE run_days (
  day date NOT NULL,
  part smallint NOT NULL,
  model text NOT NULL,
  status text NOT NULL,
  -- Empty for runs that did not fail.
  error_code text NOT NULL,
  runs int NOT NULL,
  people int NOT NULL,
  tokens bigint NOT NULL,
  credits int NOT NULL,
  cost_micro_usd bigint NOT NULL,
  PRIMARY KEY (day, part, model, status, error_code)
);
ALTER TABLE run_days SET (fillfactor = 50);

-- The runs of a package: of `others`, of `managers`, and as `baseline` what others ran beside it without a package. A
-- baseline has no version: it is counted once, however many versions it ran beside. `times` counts answers by
-- time_bucket(), `charges` by credits from 0 to 40.
CREATE TABLE package_days (
  day date NOT NULL,
  part smallint NOT NULL,
  package_id uuid NOT NULL,
  package_version_id uuid,
  model text NOT NULL,
  role text NOT NULL CHECK (role IN ('others', 'managers', 'baseline')),
  runs int NOT NULL,
  succeeded int NOT NULL,
  failed int NOT NULL,
  tokens bigint NOT NULL,
  credits int NOT NULL,
  times int[] NOT NULL,
  charges int[] NOT NULL
);
CREATE UNIQUE INDEX package_days_key ON package_days (package_id, day, part, package_version_id, model, role)
  NULLS NOT DISTINCT;
CREATE INDEX package_days_day ON package_days (day);
ALTER TABLE package_days SET (fillfactor = 50);

-- Who ran anything (no package), a package, and one version of it, from when until when. Of a package, others than those
-- who look after it. `own_input_at` is when they last ran it with an input that it does not suggest.
CREATE TABLE run_people (
  package_id uuid,
  package_version_id uuid,
  user_id uuid NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  runs int NOT NULL,
  own_input_at timestamptz(3)
);
CREATE UNIQUE INDEX run_people_key ON run_people (package_id, package_version_id, user_id) NULLS NOT DISTINCT;
CREATE INDEX run_people_user ON run_people (user_id, package_id);
CREATE INDEX run_people_anything ON run_people (user_id, last_day) WHERE package_id IS NULL;
ALTER TABLE run_people SET (fillfactor = 80);

-- How many people of run_people a package or a version has by their first day, and how many of them came again on another
-- day. In parts, of which one alone may be negative.
CREATE TABLE package_people (
  package_id uuid NOT NULL,
  package_version_id uuid,
  day date NOT NULL,
  part smallint NOT NULL,
  people int NOT NULL,
  returned int NOT NULL
);
CREATE UNIQUE INDEX package_people_key ON package_people (package_id, package_version_id, day, part) NULLS NOT DISTINCT;
ALTER TABLE package_people SET (fillfactor = 70);

-- How packages did against no prompt in comparisons that were picked blind; no version: of the package whole.
CREATE TABLE package_picks (
  comparison_id uuid NOT NULL,
  package_id uuid NOT NULL,
  package_version_id uuid,
  day date NOT NULL,
  result text NOT NULL CHECK (result IN ('win', 'loss', 'tie'))
);
CREATE UNIQUE INDEX package_picks_key ON package_picks (comparison_id, package_id, package_version_id) NULLS NOT DISTINCT;
CREATE INDEX package_picks_package ON package_picks (package_id, day);
CREATE INDEX package_picks_day ON package_picks (day);

-- Written by the hourly job: people who signed up on a day, sessions begun on it, those that came to be shared for the
-- first time on it.
CREATE TABLE session_days (
  day date PRIMARY KEY,
  sign_ups int NOT NULL,
  sessions int NOT NULL,
  shared int NOT NULL
);

-- Written by the hourly job: what the credits of a day's runs had brought, by where they came from (a pack, `plus`,
-- `free`; `none` for runs that took none), and what these runs cost.
CREATE TABLE credit_days (
  day date NOT NULL,
  model text NOT NULL,
  source text NOT NULL,
  credits int NOT NULL,
  earned_micro_usd bigint NOT NULL,
  cost_micro_usd bigint NOT NULL,
  PRIMARY KEY (day, model, source)
);

-- The days that the job has counted whole after they were over.
CREATE TABLE rollup_days (
  day date PRIMARY KEY,
  counted_at timestamptz(3) NOT NULL
);

CREATE FUNCTION day_start(p_day date) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT p_day::timestamp AT TIME ZONE 'UTC'
$$;
CREATE FUNCTION utc_day(p_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT (p_at AT TIME ZONE 'UTC')::date
$$;

-- From 0.1 s on four steps double the time: a median taken from them is right to a tenth. 1 is what took less, 48 the last.
CREATE FUNCTION time_bucket(p_ms int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT 1 + width_bucket(p_ms, ARRAY[100, 119, 141, 168, 200, 238, 283, 336, 400, 476, 566, 673, 800, 951, 1131, 1345,
    1600, 1903, 2263, 2691, 3200, 3805, 4525, 5382, 6400, 7611, 9051, 10763, 12800, 15222, 18102, 21527, 25600, 30444,
    36204, 43054, 51200, 60887, 72408, 86108, 102400, 121774, 144815, 172216, 204800, 243549, 289631])
$$;

-- Arrays of `p_size` counts: with a one at a place (none: all zero), and the sum of several.
CREATE FUNCTION count_at(p_size int, p_place int) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN p_place IS NULL THEN array_fill(0, ARRAY[p_size])
    ELSE array_fill(0, ARRAY[p_place - 1]) || 1 || array_fill(0, ARRAY[p_size - p_place]) END
$$;
CREATE FUNCTION count_places(p_size int, p_places int[]) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(coalesce(n, 0) ORDER BY place) FROM generate_series(1, p_size) AS place
    LEFT JOIN (SELECT p, count(*)::int AS n FROM unnest(p_places) AS p GROUP BY p) AS counted ON p = place
$$;

-- The packages whose figures a run belongs to, and in which role. What an erased run was made with shows in its prompt_hash.
CREATE FUNCTION packages_of_run(r playground_runs)
RETURNS TABLE (package_id uuid, package_version_id uuid, role text) LANGUAGE sql STABLE AS $$
  SELECT r.package_id, r.package_version_id, CASE WHEN r.by_manager THEN 'managers' ELSE 'others' END
  WHERE r.package_id IS NOT NULL
  UNION ALL
  SELECT DISTINCT beside.package_id, NULL::uuid, 'baseline' FROM playground_runs beside
  WHERE r.package_id IS NULL AND r.prompt_hash IS NULL AND r.comparison_id IS NOT NULL
    AND beside.comparison_id = r.comparison_id AND beside.package_id IS NOT NULL AND NOT beside.by_manager
$$;

-- Counting of a day goes on beside a recount of another, and waits while that very day is counted anew.
CREATE FUNCTION rollup_lock_class() RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 20261201 $$;

-- Counts a run that has just settled. The caller holds its user's wallet, so that runs of one user come one by one.
CREATE FUNCTION count_run(r playground_runs, p_part int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_day date := utc_day(r.created_at);
  v_tokens bigint := r.input_tokens::bigint + r.output_tokens + r.cache_read_tokens + r.cache_write_tokens;
  v_is_first boolean;
  v_of record;
  v_time int := CASE WHEN r.status = 'succeeded' THEN time_bucket(r.duration_ms) END;
  v_charge int := CASE WHEN r.status = 'succeeded' THEN least(r.credits_charged, 40) + 1 END;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(rollup_lock_class(), v_day - DATE '2000-01-01');
  INSERT INTO playground_usage AS u (day, user_id, package_version_id, model, runs, succeeded, failed, tokens, credits,
    cost_micro_usd)
  VALUES (v_day, r.user_id, r.package_version_id, r.model, 1, (r.status = 'succeeded')::int, (r.status = 'failed')::int,
    v_tokens, r.credits_charged, r.cost_micro_usd)
  ON CONFLICT (day, user_id, package_version_id, model) DO UPDATE SET runs = u.runs + 1,
    succeeded = u.succeeded + excluded.succeeded, failed = u.failed + excluded.failed,
    tokens = u.tokens + excluded.tokens, credits = u.credits + excluded.credits,
    cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd;
  SELECT sum(runs) = 1 INTO v_is_first FROM playground_usage WHERE user_id = r.user_id AND day = v_day;
  WITH known AS (
    SELECT * FROM run_people WHERE user_id = r.user_id AND (package_id IS NULL OR package_id = r.package_id)
  ), written AS (
    INSERT INTO run_people AS p (package_id, package_version_id, user_id, first_day, last_day, runs, own_input_at)
    SELECT package_id, package_version_id, r.user_id, v_day, v_day, 1,
      CASE WHEN r.suggested_input_id IS NULL THEN r.created_at END
    FROM (VALUES (1, NULL, NULL), (2, r.package_id, NULL), (3, r.package_id, r.package_version_id))
      AS scope (place, package_id, package_version_id)
    WHERE place = 1 OR (r.package_id IS NOT NULL AND NOT r.by_manager)
    ON CONFLICT (package_id, package_version_id, user_id) DO UPDATE SET runs = p.runs + 1,
      first_day = least(p.first_day, v_day), last_day = greatest(p.last_day, v_day),
      own_input_at = greatest(p.own_input_at, excluded.own_input_at)
    RETURNING *
  ), changes AS (
    SELECT package_id, package_version_id, first_day, 1 AS people, (last_day > first_day)::int AS returned FROM written
    UNION ALL
    SELECT k.package_id, k.package_version_id, k.first_day, -1, -(k.last_day > k.first_day)::int
    FROM known k JOIN written w ON w.package_id = k.package_id
      AND w.package_version_id IS NOT DISTINCT FROM k.package_version_id
  )
  INSERT INTO package_people AS n (package_id, package_version_id, day, part, people, returned)
  SELECT package_id, package_version_id, first_day, CASE p_part WHEN 16 THEN 16 ELSE p_part % 4 END, sum(people), sum(returned)
  FROM changes WHERE package_id IS NOT NULL GROUP BY package_id, package_version_id, first_day
  HAVING sum(people) <> 0 OR sum(returned) <> 0 ORDER BY package_version_id NULLS FIRST, first_day
  ON CONFLICT (package_id, package_version_id, day, part) DO UPDATE SET people = n.people + excluded.people,
    returned = n.returned + excluded.returned;
  INSERT INTO run_days AS d (day, part, model, status, error_code, runs, people, tokens, credits, cost_micro_usd)
  VALUES (v_day, p_part, r.model, r.status, coalesce(r.error_code, ''), 1, v_is_first::int, v_tokens, r.credits_charged,
    r.cost_micro_usd)
  ON CONFLICT (day, part, model, status, error_code) DO UPDATE SET runs = d.runs + 1, people = d.people + excluded.people,
    tokens = d.tokens + excluded.tokens, credits = d.credits + excluded.credits,
    cost_micro_usd = d.cost_micro_usd + excluded.cost_micro_usd;
  FOR v_of IN SELECT * FROM packages_of_run(r) ORDER BY package_id LOOP
    INSERT INTO package_days AS d (day, part, package_id, package_version_id, model, role, runs, succeeded, failed, tokens,
      credits, times, charges)
    VALUES (v_day, p_part, v_of.package_id, v_of.package_version_id, r.model, v_of.role, 1, (r.status = 'succeeded')::int,
      (r.status = 'failed')::int, v_tokens, r.credits_charged, count_at(48, v_time), count_at(41, v_charge))
    ON CONFLICT (package_id, day, part, package_version_id, model, role) DO UPDATE SET runs = d.runs + 1,
      succeeded = d.succeeded + excluded.succeeded, failed = d.failed + excluded.failed,
      tokens = d.tokens + excluded.tokens, credits = d.credits + excluded.credits,
      times[coalesce(v_time, 1)] = d.times[coalesce(v_time, 1)] + (v_time IS NOT NULL)::int,
      charges[coalesce(v_charge, 1)] = d.charges[coalesce(v_charge, 1)] + (v_charge IS NOT NULL)::int;
  END LOOP;
END $$;

-- As before, and what is counted of a run is counted in one place, after the money is moved.
CREATE OR REPLACE FUNCTION settle_run(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_id uuid := (p->>'runId')::uuid;
  v_run playground_runs;
  v_charge int := (p->>'charge')::int;
  v_goodwill boolean := false;
  v_cost bigint := (p->>'costMicroUsd')::bigint;
  v_charged int;
  v_part int;
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
  WHERE id = v_id RETURNING * INTO v_run;
  DELETE FROM playground_run_chunks WHERE run_id = v_id;
  UPDATE playground_sessions
  SET last_turn_at = v_now, expires_at = CASE WHEN saved THEN NULL ELSE v_now + interval '24 hours' END
  WHERE id = v_run.session_id AND deleted_at IS NULL;
  IF NOT FOUND THEN
    -- The session went while its last run was going: the run keeps its charge and its figures, not its texts.
    UPDATE playground_runs SET user_input = '', sent_input = NULL, response = '', custom_prompt = NULL WHERE id = v_id;
  END IF;
  -- Swept runs end many in one transaction, and so take one part and not several.
  v_part := CASE WHEN p->>'errorReason' = 'process_lost' THEN 16 ELSE abs(hashtext(v_run.user_id::text) % 16) END;
  IF v_cost > 0 THEN
    INSERT INTO provider_spend AS s (day, part, cost_micro_usd)
    VALUES ((v_now AT TIME ZONE 'UTC')::date, v_part, v_cost)
    ON CONFLICT (day, part) DO UPDATE SET cost_micro_usd = s.cost_micro_usd + excluded.cost_micro_usd;
    v_spent := spent_on((v_now AT TIME ZONE 'UTC')::date);
  END IF;
  PERFORM count_run(v_run, v_part);
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

-- How the packages of a comparison did in a pick: a lane of a package was best, or the one without any, or none was.
-- Only lanes that had answered are compared, and only packages that the picker does not look after.
CREATE FUNCTION results_of_pick(p comparison_picks)
RETURNS TABLE (package_id uuid, package_version_id uuid, result text) LANGUAGE sql STABLE AS $$
  WITH tries AS MATERIALIZED (
    SELECT DISTINCT ON (r.lane) r.lane, r.package_id, r.package_version_id, r.by_manager, r.prompt_hash, r.status
    FROM playground_runs r WHERE r.comparison_id = p.comparison_id AND r.created_at <= p.picked_at
    ORDER BY r.lane, r.created_at DESC, r.id DESC
  ), answered AS (
    SELECT *, package_id IS NULL AND prompt_hash IS NULL AS is_baseline, coalesce(lane = p.winner, false) AS won
    FROM tries WHERE status IN ('succeeded', 'stopped')
  )
  SELECT a.package_id, a.package_version_id,
    CASE WHEN p.winner IS NULL THEN 'tie' WHEN bool_or(a.won) THEN 'win' ELSE 'loss' END
  FROM answered a WHERE a.package_id IS NOT NULL AND NOT a.by_manager
    AND EXISTS (SELECT 1 FROM answered b WHERE b.is_baseline)
  GROUP BY GROUPING SETS ((a.package_id), (a.package_id, a.package_version_id))
  HAVING p.winner IS NULL OR bool_or(a.won) OR EXISTS (SELECT 1 FROM answered b WHERE b.is_baseline AND b.won)
$$;
CREATE FUNCTION count_pick() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO package_picks (comparison_id, package_id, package_version_id, day, result)
  SELECT NEW.comparison_id, o.package_id, o.package_version_id, utc_day(NEW.picked_at), o.result
  FROM results_of_pick(NEW) AS o ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
-- What was picked blind never changes.
CREATE TRIGGER comparison_picks_counted AFTER INSERT ON comparison_picks
  FOR EACH ROW WHEN (NEW.blind) EXECUTE FUNCTION count_pick();

-- Where a lot's credits came from and what each brought, before card fees, in micro-dollars.
CREATE FUNCTION credit_source(l playground_credit_lots) RETURNS TABLE (source text, micro_usd int) LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN b.id IS NOT NULL THEN b.package WHEN i.id IS NOT NULL THEN 'plus' ELSE 'free' END,
    CASE WHEN b.id IS NOT NULL THEN b.amount_cents * 10000 / b.credits
      WHEN i.id IS NOT NULL THEN (i.paid_cents - i.tax_cents) * 10000 / coalesce(o.granted, l.granted) ELSE 0 END
  FROM (SELECT 1) AS one
    LEFT JOIN playground_credit_lots o ON o.id = substring(l.source_ref FROM '^rollover:(.*)$')::uuid
    LEFT JOIN playground_credit_purchases b ON b.id = coalesce(o.purchase_id, l.purchase_id)
    LEFT JOIN subscription_invoices i
      ON i.id = substring(coalesce(o.source_ref, l.source_ref) FROM '^stripe:invoice:(.*):grant$')
$$;

-- Counts the credits of a day's runs anew: what they drew from, what that had brought, and what the runs cost. A run's
-- cost is shared among its credits; what does not divide goes with the first.
CREATE FUNCTION recount_credits(p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(rollup_lock_class(), -1);
  DELETE FROM credit_days WHERE day = p_day;
  WITH settled AS (
    SELECT id, model, credits_charged, cost_micro_usd FROM playground_runs
    WHERE created_at >= day_start(p_day) AND created_at < day_start(p_day + 1) AND status <> 'running'
  ), drawn AS (
    SELECT s.model, s.cost_micro_usd, s.credits_charged, d.place, -(d.lot->>'amount')::int AS credits, c.source, c.micro_usd,
      s.cost_micro_usd * -(d.lot->>'amount')::int / s.credits_charged AS share, s.id
    FROM settled s JOIN playground_credit_transactions t ON t.natural_key = 'run:' || s.id || ':capture'
      CROSS JOIN LATERAL jsonb_array_elements(t.lots) WITH ORDINALITY AS d (lot, place)
      JOIN playground_credit_lots l ON l.id = (d.lot->>'lotId')::uuid
      CROSS JOIN LATERAL credit_source(l) AS c
    WHERE s.credits_charged > 0
  ), parts AS (
    SELECT model, source, credits, credits::bigint * micro_usd AS earned,
      share + CASE WHEN place = 1 THEN cost_micro_usd - sum(share) OVER (PARTITION BY id) ELSE 0 END AS cost FROM drawn
    UNION ALL
    SELECT model, 'none', 0, 0, cost_micro_usd FROM settled WHERE credits_charged = 0
  )
  INSERT INTO credit_days (day, model, source, credits, earned_micro_usd, cost_micro_usd)
  SELECT p_day, model, source, sum(credits), sum(earned), sum(cost) FROM parts GROUP BY model, source;
END $$;

-- Counts a day's sign-ups and sessions anew.
CREATE FUNCTION recount_sessions(p_day date) RETURNS void LANGUAGE sql AS $$
  INSERT INTO session_days (day, sign_ups, sessions, shared)
  SELECT p_day, (SELECT count(*) FROM users WHERE created_at >= day_start(p_day) AND created_at < day_start(p_day + 1)),
    (SELECT count(*) FROM playground_sessions
      WHERE created_at >= day_start(p_day) AND created_at < day_start(p_day + 1)),
    (SELECT count(DISTINCT h.session_id) FROM playground_shares h
      WHERE h.created_at >= day_start(p_day) AND h.created_at < day_start(p_day + 1)
        AND NOT EXISTS (SELECT 1 FROM playground_shares e WHERE e.session_id = h.session_id AND e.created_at < day_start(p_day)))
  ON CONFLICT (day) DO UPDATE SET sign_ups = excluded.sign_ups, sessions = excluded.sessions,
    shared = excluded.shared
$$;

-- Counts a day's runs anew from the runs themselves; runs of that day which settle meanwhile wait.
CREATE FUNCTION recount_runs(p_day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(rollup_lock_class(), p_day - DATE '2000-01-01');
  WITH counted AS MATERIALIZED (
    SELECT user_id, package_version_id, model, count(*) AS runs, count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
      count(*) FILTER (WHERE status = 'failed') AS failed,
      sum(input_tokens::bigint + output_tokens + cache_read_tokens + cache_write_tokens) AS tokens,
      sum(credits_charged) AS credits, sum(cost_micro_usd) AS cost
    FROM playground_runs
    WHERE created_at >= day_start(p_day) AND created_at < day_start(p_day + 1) AND status <> 'running'
    GROUP BY user_id, package_version_id, model
  ), gone AS (
    DELETE FROM playground_usage u WHERE u.day = p_day AND NOT EXISTS (
      SELECT 1 FROM counted c WHERE c.user_id = u.user_id AND c.model = u.model
        AND c.package_version_id IS NOT DISTINCT FROM u.package_version_id)
  )
  INSERT INTO playground_usage AS u (day, user_id, package_version_id, model, runs, succeeded, failed, tokens, credits,
    cost_micro_usd)
  SELECT p_day, user_id, package_version_id, model, runs, succeeded, failed, tokens, credits, cost FROM counted
  ON CONFLICT (day, user_id, package_version_id, model) DO UPDATE SET runs = excluded.runs,
    succeeded = excluded.succeeded, failed = excluded.failed, tokens = excluded.tokens, credits = excluded.credits,
    cost_micro_usd = excluded.cost_micro_usd
  WHERE (u.runs, u.succeeded, u.failed, u.tokens, u.credits, u.cost_micro_usd) IS DISTINCT FROM
    (excluded.runs, excluded.succeeded, excluded.failed, excluded.tokens, excluded.credits, excluded.cost_micro_usd);
  DELETE FROM run_days WHERE day = p_day;
  INSERT INTO run_days (day, part, model, status, error_code, runs, people, tokens, credits, cost_micro_usd)
  SELECT p_day, 0, model, status, coalesce(error_code, ''), count(*), count(*) FILTER (WHERE place = 1),
    sum(input_tokens::bigint + output_tokens + cache_read_tokens + cache_write_tokens), sum(credits_charged),
    sum(cost_micro_usd)
  FROM (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY id) AS place FROM playground_runs
    WHERE created_at >= day_start(p_day) AND created_at < day_start(p_day + 1) AND status <> 'running') AS r
  GROUP BY model, status, coalesce(error_code, '');
  DELETE FROM package_days WHERE day = p_day;
  INSERT INTO package_days (day, part, package_id, package_version_id, model, role, runs, succeeded, failed, tokens,
    credits, times, charges)
  SELECT p_day, 0, o.package_id, o.package_version_id, r.model, o.role, count(*),
    count(*) FILTER (WHERE r.status = 'succeeded'), count(*) FILTER (WHERE r.status = 'failed'),
    sum(r.input_tokens::bigint + r.output_tokens + r.cache_read_tokens + r.cache_write_tokens), sum(r.credits_charged),
    count_places(48, array_agg(time_bucket(r.duration_ms)) FILTER (WHERE r.status = 'succeeded')),
    count_places(41, array_agg(least(r.credits_charged, 40) + 1) FILTER (WHERE r.status = 'succeeded'))
  FROM playground_runs r CROSS JOIN LATERAL packages_of_run(r) AS o
  WHERE r.created_at >= day_start(p_day) AND r.created_at < day_start(p_day + 1) AND r.status <> 'running'
  GROUP BY o.package_id, o.package_version_id, r.model, o.role;
  DELETE FROM package_picks WHERE day = p_day;
  INSERT INTO package_picks (comparison_id, package_id, package_version_id, day, result)
  SELECT k.comparison_id, o.package_id, o.package_version_id, p_day, o.result
  FROM comparison_picks k CROSS JOIN LATERAL results_of_pick(k) AS o
  WHERE k.blind AND k.picked_at >= day_start(p_day) AND k.picked_at < day_start(p_day + 1)
  ON CONFLICT DO NOTHING;
END $$;

-- Adds these users to what package_people counts, or takes them out again.
CREATE FUNCTION count_people(p_users uuid[], p_sign int) RETURNS void LANGUAGE sql AS $$
  INSERT INTO package_people AS n (package_id, package_version_id, day, part, people, returned)
  SELECT package_id, package_version_id, first_day, 17, p_sign * count(*),
    p_sign * count(*) FILTER (WHERE last_day > first_day)
  FROM run_people WHERE user_id = ANY (p_users) AND package_id IS NOT NULL
  GROUP BY package_id, package_version_id, first_day
  ON CONFLICT (package_id, package_version_id, day, part) DO UPDATE SET people = n.people + excluded.people,
    returned = n.returned + excluded.returned
$$;

-- Counts anew what these users ran, from all their runs, one call at a time. Theirs that settle meanwhile wait for their
-- wallet.
CREATE FUNCTION recount_people(p_users uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(rollup_lock_class(), -2);
  PERFORM 1 FROM playground_credits WHERE user_id = ANY (p_users) ORDER BY user_id FOR UPDATE;
  PERFORM count_people(p_users, -1);
  DELETE FROM run_people WHERE user_id = ANY (p_users);
  INSERT INTO run_people (package_id, package_version_id, user_id, first_day, last_day, runs, own_input_at)
  SELECT o.package_id, o.package_version_id, r.user_id, min(utc_day(r.created_at)), max(utc_day(r.created_at)), count(*),
    max(r.created_at) FILTER (WHERE r.suggested_input_id IS NULL)
  FROM playground_runs r CROSS JOIN LATERAL (VALUES (1, NULL, NULL), (2, r.package_id, NULL),
    (3, r.package_id, r.package_version_id)) AS o (place, package_id, package_version_id)
  WHERE r.user_id = ANY (p_users) AND r.status <> 'running'
    AND (o.place = 1 OR (r.package_id IS NOT NULL AND NOT r.by_manager))
  GROUP BY o.place, o.package_id, o.package_version_id, r.user_id;
  PERFORM count_people(p_users, 1);
END $$;

-- What ran before there were these tables.
DO $$
DECLARE
  v_day date;
BEGIN
  FOR v_day IN SELECT DISTINCT utc_day(created_at) FROM playground_runs
    UNION SELECT DISTINCT utc_day(picked_at) FROM comparison_picks UNION SELECT DISTINCT utc_day(created_at) FROM playground_sessions
    UNION SELECT DISTINCT utc_day(created_at) FROM users UNION SELECT DISTINCT utc_day(created_at) FROM playground_shares
  LOOP
    PERFORM recount_runs(v_day), recount_sessions(v_day), recount_credits(v_day);
    INSERT INTO rollup_days (day, counted_at) SELECT v_day, now() WHERE v_day < utc_day(now());
  END LOOP;
  PERFORM recount_people(ARRAY(SELECT DISTINCT user_id FROM playground_runs));
END $$;
