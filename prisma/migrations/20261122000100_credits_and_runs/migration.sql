-- Credits and runs. Functions named ledger_* are the only writers of balances; each is one movement, one statement.

CREATE TABLE "playground_credits" (
    "user_id" UUID NOT NULL,
    "anchor" TIMESTAMPTZ(3) NOT NULL,
    "balance" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "debt" INTEGER NOT NULL DEFAULT 0,
    "monthly" INTEGER NOT NULL DEFAULT 0,
    "rollover" INTEGER NOT NULL DEFAULT 0,
    "trial" INTEGER NOT NULL DEFAULT 0,
    "purchased" INTEGER NOT NULL DEFAULT 0,
    "seq" BIGINT NOT NULL DEFAULT 0,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "playground_credits_pkey" PRIMARY KEY ("user_id")
);

CREATE TABLE "playground_credit_lots" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "priority" SMALLINT NOT NULL GENERATED ALWAYS AS (
      CASE kind WHEN 'monthly' THEN 1 WHEN 'rollover' THEN 2 WHEN 'trial' THEN 3 ELSE 4 END) STORED,
    "granted" INTEGER NOT NULL,
    "remaining" INTEGER NOT NULL,
    "held" INTEGER NOT NULL DEFAULT 0,
    "source_ref" TEXT NOT NULL,
    "purchase_id" UUID,
    "period_start" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "playground_credit_lots_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "playground_credit_holds" (
    "run_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "amount" INTEGER NOT NULL,
    "captured" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'held',
    "pins" JSONB NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "release_reason" TEXT,

    CONSTRAINT "playground_credit_holds_pkey" PRIMARY KEY ("run_id")
);

CREATE TABLE "playground_credit_transactions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "seq" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "amount" INTEGER NOT NULL,
    "balance_after" INTEGER NOT NULL,
    "natural_key" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "lots" JSONB NOT NULL,
    "run_id" UUID,
    "purchase_id" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "playground_credit_transactions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "playground_credit_purchases" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "package" TEXT NOT NULL,
    "credits" INTEGER NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "stripe_payment_intent_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "playground_credit_purchases_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "playground_sessions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "saved" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "last_run_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_turn_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "playground_sessions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "playground_runs" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "session_id" UUID NOT NULL,
    "parent_run_id" UUID,
    "comparison_id" UUID,
    "lane" SMALLINT NOT NULL DEFAULT 0,
    "idempotency_key" TEXT,
    "request_hash" TEXT NOT NULL,
    "package_id" UUID,
    "package_version_id" UUID,
    "custom_prompt" TEXT,
    "prompt_hash" TEXT,
    "files" TEXT[],
    "model" TEXT NOT NULL,
    "provider_model" TEXT NOT NULL,
    "effort" TEXT,
    "user_input" TEXT NOT NULL,
    "sent_input" TEXT,
    "max_tokens" INTEGER NOT NULL,
    "prompt_tokens" INTEGER NOT NULL,
    "credits_quoted" INTEGER NOT NULL,
    "credits_charged" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL DEFAULT 'running',
    "stop_reason" TEXT,
    "error_code" TEXT,
    "response" TEXT NOT NULL DEFAULT '',
    "input_tokens" INTEGER NOT NULL DEFAULT 0,
    "output_tokens" INTEGER NOT NULL DEFAULT 0,
    "thinking_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_read_tokens" INTEGER NOT NULL DEFAULT 0,
    "cache_write_tokens" INTEGER NOT NULL DEFAULT 0,
    "usage" JSONB,
    "usage_estimated" BOOLEAN NOT NULL DEFAULT false,
    "cost_micro_usd" BIGINT NOT NULL DEFAULT 0,
    "max_cost_micro_usd" BIGINT NOT NULL,
    "price_date" TEXT NOT NULL,
    "goodwill" BOOLEAN NOT NULL DEFAULT false,
    "first_token_ms" INTEGER,
    "duration_ms" INTEGER,
    "provider_request_id" TEXT,
    "stop_requested_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "playground_runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "playground_run_chunks" (
    "run_id" UUID NOT NULL,
    "start" INTEGER NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "playground_run_chunks_pkey" PRIMARY KEY ("run_id","start")
);

CREATE TABLE "playground_usage" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "day" DATE NOT NULL,
    "user_id" UUID NOT NULL,
    "package_version_id" UUID,
    "model" TEXT NOT NULL,
    "runs" INTEGER NOT NULL DEFAULT 0,
    "succeeded" INTEGER NOT NULL DEFAULT 0,
    "failed" INTEGER NOT NULL DEFAULT 0,
    "tokens" BIGINT NOT NULL DEFAULT 0,
    "credits" INTEGER NOT NULL DEFAULT 0,
    "cost_micro_usd" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "playground_usage_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "token_counts" (
    "key" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "token_counts_pkey" PRIMARY KEY ("key")
);

CREATE UNIQUE INDEX "playground_credit_lots_source_ref_key" ON "playground_credit_lots"("source_ref");
CREATE INDEX "playground_credit_lots_user_id_priority_expires_at_id_idx" ON "playground_credit_lots"("user_id", "priority", "expires_at", "id");
CREATE INDEX "playground_credit_holds_user_id_idx" ON "playground_credit_holds"("user_id");
CREATE UNIQUE INDEX "playground_credit_transactions_natural_key_key" ON "playground_credit_transactions"("natural_key");
CREATE UNIQUE INDEX "playground_credit_transactions_user_id_seq_key" ON "playground_credit_transactions"("user_id", "seq");
CREATE UNIQUE INDEX "playground_credit_purchases_stripe_payment_intent_id_key" ON "playground_credit_purchases"("stripe_payment_intent_id");
CREATE INDEX "playground_credit_purchases_user_id_created_at_idx" ON "playground_credit_purchases"("user_id", "created_at");
CREATE INDEX "playground_sessions_user_id_last_turn_at_id_idx" ON "playground_sessions"("user_id", "last_turn_at" DESC, "id" DESC);
CREATE INDEX "playground_runs_user_id_created_at_idx" ON "playground_runs"("user_id", "created_at");
CREATE INDEX "playground_runs_session_id_created_at_idx" ON "playground_runs"("session_id", "created_at");
CREATE UNIQUE INDEX "playground_runs_user_id_idempotency_key_key" ON "playground_runs"("user_id", "idempotency_key");
CREATE INDEX "token_counts_counted_at_idx" ON "token_counts"("counted_at");
CREATE INDEX "playground_usage_user_id_day_idx" ON "playground_usage"("user_id", "day");
CREATE INDEX "playground_usage_package_version_id_day_idx" ON "playground_usage"("package_version_id", "day");
CREATE UNIQUE INDEX "playground_usage_day_user_id_package_version_id_model_key" ON "playground_usage"("day", "user_id", "package_version_id", "model") NULLS NOT DISTINCT;
ALTER TABLE "playground_credits" ADD CONSTRAINT "playground_credits_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "playground_sessions" ADD CONSTRAINT "playground_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "playground_runs" ADD CONSTRAINT "playground_runs_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "playground_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a schema file cannot say.

ALTER TABLE playground_credits
  ADD CONSTRAINT playground_credits_cache CHECK (balance = monthly + rollover + trial + purchased),
  ADD CONSTRAINT playground_credits_not_negative
    CHECK (monthly >= 0 AND rollover >= 0 AND trial >= 0 AND purchased >= 0 AND debt >= 0 AND seq >= 0),
  ADD CONSTRAINT playground_credits_held CHECK (held BETWEEN 0 AND balance);
ALTER TABLE playground_credit_lots
  ADD CONSTRAINT playground_credit_lots_kind_known CHECK (kind IN ('monthly', 'rollover', 'trial', 'purchased')),
  ADD CONSTRAINT playground_credit_lots_remaining CHECK (granted > 0 AND remaining BETWEEN 0 AND granted),
  ADD CONSTRAINT playground_credit_lots_held CHECK (held BETWEEN 0 AND remaining),
  ADD CONSTRAINT playground_credit_lots_expiry CHECK ((kind IN ('trial', 'purchased')) = (expires_at IS NULL)),
  ADD CONSTRAINT playground_credit_lots_user_id_fkey FOREIGN KEY (user_id) REFERENCES playground_credits (user_id);
ALTER TABLE playground_credit_holds
  ADD CONSTRAINT playground_credit_holds_state_known CHECK (state IN ('held', 'captured', 'released')),
  ADD CONSTRAINT playground_credit_holds_amount CHECK (amount > 0 AND captured BETWEEN 0 AND amount),
  ADD CONSTRAINT playground_credit_holds_settled
    CHECK ((state = 'held') = (settled_at IS NULL) AND (state = 'captured') = (captured > 0)),
  ADD CONSTRAINT playground_credit_holds_user_id_fkey FOREIGN KEY (user_id) REFERENCES playground_credits (user_id),
  ADD CONSTRAINT playground_credit_holds_run_id_fkey FOREIGN KEY (run_id) REFERENCES playground_runs (id)
    DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX playground_credit_holds_open ON playground_credit_holds (lease_until) WHERE state = 'held';
CREATE INDEX playground_credit_holds_open_user ON playground_credit_holds (user_id) WHERE state = 'held';
ALTER TABLE playground_credit_transactions
  ADD CONSTRAINT playground_credit_transactions_type_known CHECK (type IN
    ('trial', 'monthly', 'rollover', 'purchase', 'spend', 'expire', 'refund', 'dispute', 'adjustment')),
  ADD CONSTRAINT playground_credit_transactions_amount CHECK (amount <> 0),
  ADD CONSTRAINT playground_credit_transactions_balance CHECK (balance_after >= 0),
  ADD CONSTRAINT playground_credit_transactions_spend CHECK (type <> 'spend' OR (amount < 0 AND run_id IS NOT NULL)),
  ADD CONSTRAINT playground_credit_transactions_user_id_fkey FOREIGN KEY (user_id)
    REFERENCES playground_credits (user_id);
ALTER TABLE playground_credit_purchases
  ADD CONSTRAINT playground_credit_purchases_amounts CHECK (credits > 0 AND amount_cents > 0),
  ADD CONSTRAINT playground_credit_purchases_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
ALTER TABLE playground_runs
  ADD CONSTRAINT playground_runs_status_known CHECK (status IN ('running', 'succeeded', 'failed', 'stopped')),
  ADD CONSTRAINT playground_runs_finished CHECK ((status = 'running') = (finished_at IS NULL)),
  ADD CONSTRAINT playground_runs_charge CHECK (credits_charged BETWEEN 0 AND credits_quoted),
  ADD CONSTRAINT playground_runs_failed_free CHECK (status <> 'failed' OR credits_charged = 0),
  ADD CONSTRAINT playground_runs_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);
CREATE INDEX playground_runs_open ON playground_runs (user_id) WHERE status = 'running';
CREATE INDEX playground_runs_goodwill ON playground_runs (user_id, finished_at) WHERE goodwill;
CREATE INDEX playground_sessions_expiring ON playground_sessions (expires_at)
  WHERE expires_at IS NOT NULL AND deleted_at IS NULL;

-- The ledger is append-only, for every role that does not switch triggers off.
CREATE TRIGGER playground_credit_transactions_append_only BEFORE UPDATE OR DELETE ON playground_credit_transactions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_transactions_not_truncated BEFORE TRUNCATE ON playground_credit_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- A lot's facts stay; only what remains and what is held move. A settled hold stays settled.
CREATE TRIGGER playground_credit_lots_facts
  BEFORE DELETE OR UPDATE OF id, user_id, kind, granted, source_ref, purchase_id, period_start, created_at
  ON playground_credit_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_holds_settled_once BEFORE UPDATE OR DELETE ON playground_credit_holds
  FOR EACH ROW WHEN (OLD.state <> 'held') EXECUTE FUNCTION refuse_change();

-- A UUIDv7 whose time part is the given instant.
CREATE FUNCTION make_id(p_now timestamptz) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    PLACING substring(int8send(floor(extract(epoch FROM p_now) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid
$$;

-- Writes one ledger row and moves the wallet's cached totals with it. The caller holds the wallet's lock and has
-- changed the lots. p_lots: [{lotId, kind, amount}], signed like p_amount.
CREATE FUNCTION ledger_append(p_now timestamptz, p_user uuid, p_key text, p_type text, p_amount int,
  p_description text, p_lots jsonb, p_run uuid, p_purchase uuid) RETURNS void LANGUAGE sql AS $$
  WITH moved AS (
    SELECT coalesce(sum(amount) FILTER (WHERE kind = 'monthly'), 0) AS monthly,
           coalesce(sum(amount) FILTER (WHERE kind = 'rollover'), 0) AS rollover,
           coalesce(sum(amount) FILTER (WHERE kind = 'trial'), 0) AS trial,
           coalesce(sum(amount) FILTER (WHERE kind = 'purchased'), 0) AS purchased
    FROM jsonb_to_recordset(p_lots) AS lot (kind text, amount int)
  ), wallet AS (
    UPDATE playground_credits w
    SET seq = w.seq + 1, balance = w.balance + p_amount, monthly = w.monthly + moved.monthly,
        rollover = w.rollover + moved.rollover, trial = w.trial + moved.trial,
        purchased = w.purchased + moved.purchased, updated_at = p_now
    FROM moved WHERE w.user_id = p_user
    RETURNING w.seq, w.balance
  )
  INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key, description,
    lots, run_id, purchase_id, occurred_at)
  SELECT make_id(p_now), p_user, wallet.seq, p_type, p_amount, wallet.balance, p_key, p_description, p_lots, p_run,
    p_purchase, p_now
  FROM wallet
$$;

-- Gives credits once for the fact that p_key names. True when given now, false when the same was given before;
-- the same key with other content is refused (PR001).
CREATE FUNCTION ledger_grant(p_now timestamptz, p_user uuid, p_kind text, p_type text, p_amount int, p_key text,
  p_description text, p_expires_at timestamptz DEFAULT NULL, p_period_start timestamptz DEFAULT NULL,
  p_purchase uuid DEFAULT NULL) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_earlier playground_credit_lots;
  v_lot uuid := make_id(p_now);
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'user % has no wallet', p_user USING ERRCODE = 'foreign_key_violation';
  END IF;
  SELECT * INTO v_earlier FROM playground_credit_lots WHERE source_ref = p_key;
  IF FOUND THEN
    IF (v_earlier.user_id, v_earlier.kind, v_earlier.granted) IS DISTINCT FROM (p_user, p_kind, p_amount) THEN
      RAISE EXCEPTION 'grant % was made before with other content', p_key USING ERRCODE = 'PR001';
    END IF;
    RETURN false;
  END IF;
  INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, purchase_id, period_start,
    expires_at, created_at)
  VALUES (v_lot, p_user, p_kind, p_amount, p_amount, p_key, p_purchase, p_period_start, p_expires_at, p_now);
  PERFORM ledger_append(p_now, p_user, p_key, p_type, p_amount, p_description,
    jsonb_build_array(jsonb_build_object('lotId', v_lot, 'kind', p_kind, 'amount', p_amount)), NULL, p_purchase);
  RETURN true;
END $$;

-- Sets credits aside for runs, all or none, pinning the lots they would be drawn from in burn order. p_holds:
-- [{runId, amount}]. The caller may hold the wallet's lock already. Answers {outcome: held, available} or
-- {outcome: insufficient_credits, required, available, debt}; then nothing was written.
CREATE FUNCTION ledger_hold(p_now timestamptz, p_user uuid, p_holds jsonb, p_lease_until timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_debt int;
  v_required int;
  v_available int;
BEGIN
  SELECT debt INTO v_debt FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  SELECT sum(amount) INTO v_required FROM jsonb_to_recordset(p_holds) AS h (amount int);
  SELECT coalesce(sum(remaining - held), 0) INTO v_available FROM playground_credit_lots
  WHERE user_id = p_user AND remaining > held AND (expires_at IS NULL OR expires_at > p_now);
  IF v_debt > 0 OR v_available < v_required THEN
    RETURN jsonb_build_object('outcome', 'insufficient_credits', 'required', v_required,
      'available', v_available, 'debt', v_debt);
  END IF;
  WITH lots AS (
    SELECT id, kind, sum(remaining - held) OVER burn - (remaining - held) AS low, sum(remaining - held) OVER burn AS high
    FROM playground_credit_lots
    WHERE user_id = p_user AND remaining > held AND (expires_at IS NULL OR expires_at > p_now)
    WINDOW burn AS (ORDER BY priority, expires_at NULLS LAST, id)
  ), wanted AS (
    SELECT "runId" AS run_id, amount, sum(amount) OVER line - amount AS low, sum(amount) OVER line AS high
    FROM jsonb_to_recordset(p_holds) AS h ("runId" uuid, amount int)
    WINDOW line AS (ORDER BY "runId")
  ), pins AS (
    SELECT w.run_id, l.id AS lot_id, l.kind, l.low AS burn, least(w.high, l.high) - greatest(w.low, l.low) AS amount
    FROM wanted w JOIN lots l ON l.low < w.high AND l.high > w.low
  ), pinned AS (
    UPDATE playground_credit_lots lot SET held = lot.held + p.amount
    FROM (SELECT lot_id, sum(amount) AS amount FROM pins GROUP BY lot_id) p WHERE lot.id = p.lot_id
  )
  INSERT INTO playground_credit_holds (run_id, user_id, amount, pins, lease_until, created_at)
  SELECT w.run_id, p_user, w.amount,
    (SELECT jsonb_agg(jsonb_build_object('lotId', p.lot_id, 'kind', p.kind, 'amount', p.amount) ORDER BY p.burn)
     FROM pins p WHERE p.run_id = w.run_id), p_lease_until, p_now
  FROM wanted w;
  UPDATE playground_credits SET held = held + v_required, updated_at = p_now WHERE user_id = p_user;
  RETURN jsonb_build_object('outcome', 'held', 'available', v_available - v_required);
END $$;

-- Ends a hold: takes p_amount of it (0 to all) in the order it was pinned and gives the rest back. Answers what was
-- taken; 0 as well when the hold was ended before. Taking more than was held is refused by the table.
CREATE FUNCTION ledger_capture(p_now timestamptz, p_run uuid, p_amount int, p_description text,
  p_reason text DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_hold playground_credit_holds;
  v_drawn jsonb;
BEGIN
  SELECT * INTO v_hold FROM playground_credit_holds WHERE run_id = p_run;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'run % has no hold', p_run USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM 1 FROM playground_credits WHERE user_id = v_hold.user_id FOR UPDATE;
  UPDATE playground_credit_holds
  SET state = CASE WHEN p_amount > 0 THEN 'captured' ELSE 'released' END, captured = p_amount, settled_at = p_now,
      release_reason = p_reason
  WHERE run_id = p_run AND state = 'held';
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  WITH pins AS (
    SELECT "lotId" AS lot_id, kind, amount, greatest(0, least(amount, p_amount - (sum(amount) OVER line - amount)))::int AS taken
    FROM ROWS FROM (jsonb_to_recordset(v_hold.pins) AS ("lotId" uuid, kind text, amount int)) WITH ORDINALITY
      AS pin ("lotId", kind, amount, place)
    WINDOW line AS (ORDER BY place)
  ), moved AS (
    UPDATE playground_credit_lots lot SET held = lot.held - p.amount, remaining = lot.remaining - p.taken
    FROM pins p WHERE lot.id = p.lot_id
  )
  SELECT jsonb_agg(jsonb_build_object('lotId', lot_id, 'kind', kind, 'amount', -taken)) INTO v_drawn
  FROM pins WHERE taken > 0;
  UPDATE playground_credits SET held = held - v_hold.amount, updated_at = p_now WHERE user_id = v_hold.user_id;
  IF p_amount > 0 THEN
    PERFORM ledger_append(p_now, v_hold.user_id, 'run:' || p_run || ':capture', 'spend', -p_amount, p_description,
      v_drawn, p_run, NULL);
  END IF;
  RETURN p_amount;
END $$;

-- What a user can spend now.
CREATE FUNCTION ledger_available(p_now timestamptz, p_user uuid) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(remaining - held), 0)::int FROM playground_credit_lots
  WHERE user_id = p_user AND remaining > held AND (expires_at IS NULL OR expires_at > p_now)
$$;

-- Finds or makes the account of a sign-in, with its wallet and its trial credits, in one transaction. p: {now, id,
-- email, name, image, provider, providerAccountId, handle, claims: [hash]}; provider may be null (dev sign-in,
-- commands). A known provider account wins, then the e-mail; else a new user. Answers {userId, isNew, banned,
-- sessionVersion}.
CREATE FUNCTION sign_up(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_email text := lower(p->>'email');
  v_provider text := p->>'provider';
  v_user users;
  v_handle text := p->>'handle';
  v_try int := 1;
  v_new_claims int;
  v_claims int := jsonb_array_length(p->'claims');
BEGIN
  -- Two first sign-ins of one person at once take turns.
  PERFORM pg_advisory_xact_lock(hashtextextended(v_email, 0));
  IF v_provider IS NOT NULL THEN
    SELECT u.* INTO v_user FROM accounts a JOIN users u ON u.id = a.user_id
    WHERE a.provider = v_provider AND a.provider_account_id = p->>'providerAccountId';
  END IF;
  IF v_user.id IS NULL THEN
    SELECT * INTO v_user FROM users WHERE email = v_email;
    IF v_user.id IS NOT NULL AND v_provider IS NOT NULL THEN
      INSERT INTO accounts (id, user_id, provider, provider_account_id, created_at)
      VALUES (make_id(v_now), v_user.id, v_provider, p->>'providerAccountId', v_now) ON CONFLICT DO NOTHING;
    END IF;
  END IF;
  IF v_user.id IS NOT NULL THEN
    RETURN jsonb_build_object('userId', v_user.id, 'isNew', false,
      'banned', v_user.banned_at IS NOT NULL, 'sessionVersion', v_user.session_version);
  END IF;

  -- A handle is also a scope in which its owner publishes, so a word somebody has is never given twice.
  LOOP
    INSERT INTO scopes (name, created_at) VALUES (v_handle, v_now) ON CONFLICT DO NOTHING;
    EXIT WHEN FOUND;
    v_try := v_try + 1;
    v_handle := left(p->>'handle', 30) || '-' || CASE WHEN v_try < 10 THEN v_try::text
      ELSE substr(md5((p->>'id') || v_try), 1, 6) END;
  END LOOP;
  INSERT INTO users (id, email, name, image, handle, created_at)
  VALUES ((p->>'id')::uuid, v_email, p->>'name', p->>'image', v_handle, v_now) RETURNING * INTO v_user;
  UPDATE scopes SET user_id = v_user.id WHERE name = v_handle;
  IF v_provider IS NOT NULL THEN
    INSERT INTO accounts (id, user_id, provider, provider_account_id, created_at)
    VALUES (make_id(v_now), v_user.id, v_provider, p->>'providerAccountId', v_now);
  END IF;
  INSERT INTO playground_credits (user_id, anchor, updated_at) VALUES (v_user.id, v_now, v_now);
  WITH claimed AS (
    INSERT INTO trial_claims (claim, created_at)
    SELECT value, v_now FROM jsonb_array_elements_text(p->'claims') ORDER BY value
    ON CONFLICT DO NOTHING RETURNING 1
  ) SELECT count(*) INTO v_new_claims FROM claimed;
  IF v_new_claims = v_claims THEN
    PERFORM ledger_grant(v_now, v_user.id, 'trial', 'trial', 5, 'trial:' || v_user.id, 'Free credits for trying packages');
  END IF;
  RETURN jsonb_build_object('userId', v_user.id, 'isNew', true, 'banned', false,
    'sessionVersion', v_user.session_version);
END $$;

-- Ends one run and its hold. p: {now, runId, status, stopReason, errorCode, response (null: what the chunks hold),
-- charge, goodwillMicroUsd (null: this end is not for goodwill; else the day's limit), costMicroUsd, usage,
-- usageEstimated, inputTokens, outputTokens, thinkingTokens, cacheReadTokens, cacheWriteTokens, firstTokenMs,
-- durationMs, providerRequestId, reason}. A run that ended before is left as it is. Answers {settled, charged,
-- available}.
CREATE FUNCTION settle_run(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = (SELECT user_id FROM playground_runs WHERE id = v_id) FOR UPDATE;
  SELECT * INTO v_run FROM playground_runs WHERE id = v_id FOR UPDATE;
  IF v_run.status IS DISTINCT FROM 'running' THEN
    RETURN jsonb_build_object('settled', false, 'charged', v_run.credits_charged,
      'available', ledger_available(v_now, v_run.user_id));
  END IF;
  IF p->>'goodwillMicroUsd' IS NOT NULL THEN
    SELECT coalesce(sum(cost_micro_usd), 0) < (p->>'goodwillMicroUsd')::bigint INTO v_goodwill
    FROM playground_runs
    WHERE user_id = v_run.user_id AND goodwill AND finished_at > v_now - interval '24 hours';
    IF v_goodwill THEN v_charge := 0; END IF;
  END IF;
  v_charged := ledger_capture(v_now, v_id, v_charge, 'Run with ' || v_run.model, p->>'reason');
  UPDATE playground_runs SET status = p->>'status', stop_reason = p->>'stopReason', error_code = p->>'errorCode',
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
  RETURN jsonb_build_object('settled', true, 'charged', v_charged,
    'available', ledger_available(v_now, v_run.user_id));
END $$;

-- Ends runs whose process no longer renews their lease: our failure, so nothing is charged, the text that was written
-- stays, and the most the run could have cost is taken as its cost. p_user null: anybody's, at most p_limit, leaving
-- out wallets that someone else is working on. Answers how many.
CREATE FUNCTION sweep_runs(p_now timestamptz, p_user uuid DEFAULT NULL, p_limit int DEFAULT 100)
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
    PERFORM settle_run(jsonb_build_object('now', p_now, 'runId', v_run.run_id, 'status', 'failed',
      'errorCode', 'internal', 'charge', 0, 'costMicroUsd', v_run.max_cost_micro_usd, 'usageEstimated', true,
      'inputTokens', v_run.prompt_tokens, 'outputTokens', 0, 'thinkingTokens', 0, 'cacheReadTokens', 0,
      'cacheWriteTokens', 0, 'reason', 'lease ran out'));
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END $$;

-- Everything a run is composed of, in one round trip. p: {now, userId, sessionId, parentRunId, namesParent, packageId,
-- version, namesPrompt, customPromptHash, files, model, defaultModel, inputHash, idempotencyKey, heaviestFile}. What the user may not see is not there. Steps
-- that this request does not need cost nothing, and the plans of the others are kept by the connection.
CREATE FUNCTION run_context(p jsonb) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
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
      'promptHash', prompt_hash, 'model', model, 'userInput', user_input, 'sentInput', sent_input,
      'response', response, 'countedTokens', CASE WHEN usage IS NOT NULL AND NOT usage_estimated
        THEN input_tokens + cache_read_tokens + cache_write_tokens + output_tokens - thinking_tokens END)
      ORDER BY depth DESC) INTO v_history FROM thread;
  END IF;

  -- The provider's count is remembered under everything that is sent, whether the request named it or the session did.
  v_count_key := encode(sha256(convert_to(jsonb_build_array(p->>'inputHash',
    coalesce(p->>'model', v_last.model, p->>'defaultModel'), v_version.id, v_files, v_parent,
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
    'countedTokens', (SELECT tokens FROM token_counts WHERE key = v_count_key));
END $$;

-- Accepts runs: joins an earlier request of the same key, refuses above the limits, holds the quotes all or none and
-- writes the runs. p: {now, userId, leaseUntil, idempotencyKey, requestHash, perMinute, inFlight, session: {id, title,
-- saved, isNew}, runs: [columns of playground_runs]}. Answers {outcome: started | joined | idempotency_mismatch |
-- rate_limited | insufficient_credits | not_found, ...}; anything but started has written nothing of its own.
CREATE FUNCTION start_runs(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_user uuid := (p->>'userId')::uuid;
  v_session uuid := (p->'session'->>'id')::uuid;
  v_earlier record;
  v_count int;
  v_free_at timestamptz;
  v_held jsonb;
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = v_user FOR UPDATE;
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
  -- The limit-th newest start of the last minute has to leave the window before one more fits in.
  SELECT started INTO v_free_at FROM (
    SELECT min(created_at) AS started FROM playground_runs
    WHERE user_id = v_user AND created_at > v_now - interval '60 seconds'
    GROUP BY coalesce(comparison_id, id)
  ) AS starts ORDER BY started DESC OFFSET (p->>'perMinute')::int - 1 LIMIT 1;
  IF FOUND THEN
    RETURN jsonb_build_object('outcome', 'rate_limited', 'reason', 'rate', 'limit', (p->>'perMinute')::int,
      'retryAfterSeconds', greatest(1, ceil(extract(epoch FROM v_free_at + interval '60 seconds' - v_now))::int));
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

  INSERT INTO playground_sessions (id, user_id, title, saved, expires_at, created_at, last_turn_at)
  SELECT v_session, v_user, p->'session'->>'title', (p->'session'->>'saved')::boolean,
    CASE WHEN (p->'session'->>'saved')::boolean THEN NULL ELSE v_now + interval '24 hours' END, v_now, v_now
  WHERE (p->'session'->>'isNew')::boolean;
  INSERT INTO playground_runs (id, user_id, session_id, parent_run_id, comparison_id, lane, idempotency_key,
    request_hash, package_id, package_version_id, custom_prompt, prompt_hash, files, model, provider_model, effort,
    user_input, sent_input, max_tokens, prompt_tokens, credits_quoted, max_cost_micro_usd, price_date, created_at)
  SELECT r.id, v_user, v_session, r.parent_run_id, r.comparison_id, coalesce(r.lane, 0),
    CASE WHEN coalesce(r.lane, 0) = 0 THEN p->>'idempotencyKey' END, p->>'requestHash', r.package_id,
    r.package_version_id, r.custom_prompt, r.prompt_hash, r.files, r.model, r.provider_model, r.effort, r.user_input,
    r.sent_input, r.max_tokens, r.prompt_tokens, r.credits_quoted, r.max_cost_micro_usd, r.price_date, v_now
  FROM jsonb_to_recordset(p->'runs') AS r (id uuid, parent_run_id uuid, comparison_id uuid, lane smallint,
    package_id uuid, package_version_id uuid, custom_prompt text, prompt_hash text, files text[], model text,
    provider_model text, effort text, user_input text, sent_input text, max_tokens int, prompt_tokens int, credits_quoted int,
    max_cost_micro_usd bigint, price_date text);
  UPDATE playground_sessions SET last_turn_at = v_now, last_run_id = (p->'runs'->0->>'id')::uuid,
    expires_at = CASE WHEN saved THEN NULL ELSE v_now + interval '24 hours' END
  WHERE id = v_session;
  SELECT count(DISTINCT coalesce(comparison_id, id)) INTO v_count FROM playground_runs
  WHERE user_id = v_user AND created_at > v_now - interval '60 seconds';
  RETURN jsonb_build_object('outcome', 'started', 'available', v_held->'available',
    'runsLeft', (p->>'perMinute')::int - v_count);
END $$;

-- Writes the new text of this process's runs, renews the leases that are near their end, and answers which of the
-- runs were asked to stop. Text, not money: the commit does not wait for the disk.
CREATE FUNCTION flush_runs(p_now timestamptz, p_lease_until timestamptz, p_open uuid[], p_ids uuid[], p_starts int[],
  p_texts text[]) RETURNS SETOF uuid LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  INSERT INTO playground_run_chunks (run_id, start, text)
  SELECT * FROM unnest(p_ids, p_starts, p_texts) ON CONFLICT DO NOTHING;
  UPDATE playground_credit_holds SET lease_until = p_lease_until
  WHERE run_id = ANY (p_open) AND state = 'held' AND lease_until < p_lease_until - interval '20 seconds';
  RETURN QUERY SELECT id FROM playground_runs WHERE id = ANY (p_open) AND stop_requested_at IS NOT NULL;
END $$;

-- Counts one request under a key: p_limit fit in a sliding minute, in which the minute before counts by the share of
-- it that is still inside. limited_for is 0 or the seconds to wait; a refused request does not count. A limit of 0
-- counts nothing.
CREATE FUNCTION count_request(p_now timestamptz, p_key text, p_limit int, OUT limited_for int, OUT limit_left int)
LANGUAGE plpgsql AS $$
DECLARE
  v_limit rate_limits;
  v_elapsed double precision;
  v_used double precision;
BEGIN
  limited_for := 0;
  limit_left := p_limit;
  IF p_limit <= 0 THEN
    RETURN;
  END IF;
  INSERT INTO rate_limits AS r (key, window_start, count) VALUES (p_key, date_trunc('minute', p_now), 1)
  ON CONFLICT (key) DO UPDATE SET
    previous = CASE WHEN r.window_start = excluded.window_start THEN r.previous
      WHEN r.window_start = excluded.window_start - interval '1 minute' THEN r.count ELSE 0 END,
    count = CASE WHEN r.window_start = excluded.window_start THEN r.count + 1 ELSE 1 END,
    window_start = excluded.window_start
  RETURNING * INTO v_limit;
  v_elapsed := extract(epoch FROM p_now - v_limit.window_start);
  v_used := v_limit.count + v_limit.previous * greatest(0, 1 - v_elapsed / 60);
  limit_left := greatest(0, floor(p_limit - v_used))::int;
  IF v_used > p_limit THEN
    UPDATE rate_limits SET count = count - 1 WHERE key = p_key;
    limited_for := greatest(1, ceil(CASE WHEN v_limit.count > p_limit THEN 60 - v_elapsed
      ELSE (v_used - p_limit) * 60 / greatest(v_limit.previous, 1) END))::int;
  END IF;
END $$;

-- Who asks, whether they may, and one request counted against their limit, in one round trip. Either a token's hash
-- or a user id (of a verified session) is given. p_limit requests of p_class fit in a sliding minute; 0 counts
-- nothing. No row: nobody such.
CREATE FUNCTION identify(p_now timestamptz, p_token_hash bytea, p_user uuid, p_class text, p_limit int)
RETURNS TABLE (id uuid, email text, name text, image text, handle text, role text, session_version int,
  banned boolean, token_id uuid, token_scope text, plan text, limited_for int, limit_left int)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
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

-- The plan of a user: a member of a verified organisation has what PRPM+ has.
CREATE FUNCTION plan_of(p_now timestamptz, p_user uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (
    SELECT 1 FROM organization_members m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = p_user AND o.verified_at <= p_now) THEN 'organization' ELSE 'free' END
$$;

-- Existing users: a wallet and the trial credits for everyone, a month's credits for members of verified
-- organisations; each under its natural key, so once only.
DO $$
DECLARE
  v_now timestamptz := date_trunc('milliseconds', now());
  v_user uuid;
BEGIN
  FOR v_user IN SELECT id FROM users ORDER BY id LOOP
    INSERT INTO playground_credits (user_id, anchor, updated_at) VALUES (v_user, v_now, v_now) ON CONFLICT DO NOTHING;
    PERFORM ledger_grant(v_now, v_user, 'trial', 'trial', 5, 'trial:' || v_user, 'Free credits for trying packages');
    IF plan_of(v_now, v_user) = 'organization' THEN
      PERFORM ledger_grant(v_now, v_user, 'monthly', 'monthly', 200,
        'reset:' || v_user || ':' || to_char(v_now AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'Credits of the month for members of a verified organisation', v_now + interval '1 month', v_now);
    END IF;
  END LOOP;
END $$;

-- Erases the texts of sessions whose time has passed; rows, usage and charges stay. Answers how many.
CREATE FUNCTION erase_sessions(p_now timestamptz, p_limit int) RETURNS int LANGUAGE sql AS $$
  WITH gone AS (
    SELECT id FROM playground_sessions
    WHERE expires_at <= p_now AND deleted_at IS NULL
    ORDER BY expires_at LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), erased AS (
    UPDATE playground_runs r SET user_input = '', sent_input = NULL, response = '', custom_prompt = NULL
    FROM gone WHERE r.session_id = gone.id AND r.status <> 'running'
  ), closed AS (
    UPDATE playground_sessions s SET deleted_at = p_now, title = '' FROM gone WHERE s.id = gone.id RETURNING 1
  )
  SELECT count(*)::int FROM closed
$$;
