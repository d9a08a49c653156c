-- The ledger's hot paths with fewer statements, due work for many wallets at once, and a chain of hashes over the
-- ledger's rows. What it replaces says so; everything else of the migrations before stays.

-- Each ledger row carries the SHA-256 of the row before it and of its own content, so that a copy of somebody's
-- statement (an export, a backup) can be verified without the database. The content is what the CSV of the statement
-- shows but for its words; see docs/credits.md.
CREATE FUNCTION ledger_hash(p_before bytea, p_row playground_credit_transactions) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN sha256(coalesce(p_before, decode(repeat('00', 32), 'hex')) || convert_to(concat_ws(',', p_row.seq,
    period_key(p_row.occurred_at), p_row.type, p_row.amount, p_row.balance_after, coalesce(p_row.run_id::text, ''),
    coalesce(p_row.purchase_id::text, '')), 'UTF8'));
END $$;

ALTER TABLE "playground_credit_transactions" ADD COLUMN "hash" BYTEA;
ALTER TABLE playground_credit_transactions DISABLE TRIGGER playground_credit_transactions_append_only;
DO $$
DECLARE
  v_row playground_credit_transactions;
  v_user uuid;
  v_hash bytea;
BEGIN
  FOR v_row IN SELECT * FROM playground_credit_transactions ORDER BY user_id, seq LOOP
    v_hash := ledger_hash(CASE WHEN v_user = v_row.user_id THEN v_hash END, v_row);
    v_user := v_row.user_id;
    UPDATE playground_credit_transactions SET hash = v_hash WHERE id = v_row.id;
  END LOOP;
END $$;
ALTER TABLE playground_credit_transactions ENABLE TRIGGER playground_credit_transactions_append_only;
ALTER TABLE "playground_credit_transactions" ALTER COLUMN "hash" SET NOT NULL;

-- The guards of the sums anew: each is sound by itself, also when a transaction has its constraints checked at once.
-- A ledger row follows from the one before, and its wallet says so already.
CREATE OR REPLACE FUNCTION guard_ledger_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_before record;
BEGIN
  SELECT w.seq AS wallet_seq, t.seq, t.balance_after, t.hash INTO v_before FROM playground_credits w
  LEFT JOIN LATERAL (SELECT seq, balance_after, hash FROM playground_credit_transactions
    WHERE user_id = w.user_id ORDER BY seq DESC LIMIT 1) t ON true
  WHERE w.user_id = NEW.user_id;
  IF NEW.seq <> coalesce(v_before.seq, 0) + 1 OR NEW.balance_after <> coalesce(v_before.balance_after, 0) + NEW.amount
    OR NEW.seq > v_before.wallet_seq THEN
    RAISE EXCEPTION 'ledger row % of user % does not follow from the one before', NEW.seq, NEW.user_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.hash := ledger_hash(v_before.hash, NEW);
  RETURN NEW;
END $$;
DROP TRIGGER playground_credit_transactions_add_up ON playground_credit_transactions;

-- The wallet has the sums of its lots by kind and of its open holds, and the balance of its last ledger row.
CREATE OR REPLACE FUNCTION guard_wallet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A movement may change the wallet several times; its last version is checked, once.
  PERFORM 1 FROM playground_credits w WHERE w.user_id = NEW.user_id AND w IS DISTINCT FROM NEW;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM (SELECT coalesce(sum(held), 0) AS held, coalesce(sum(remaining) FILTER (WHERE kind = 'monthly'), 0) AS monthly,
      coalesce(sum(remaining) FILTER (WHERE kind = 'rollover'), 0) AS rollover,
      coalesce(sum(remaining) FILTER (WHERE kind = 'trial'), 0) AS trial,
      coalesce(sum(remaining) FILTER (WHERE kind = 'purchased'), 0) AS purchased
    FROM playground_credit_lots WHERE user_id = NEW.user_id AND remaining > 0) lots
  WHERE (NEW.held, NEW.monthly, NEW.rollover, NEW.trial, NEW.purchased)
      = (lots.held, lots.monthly, lots.rollover, lots.trial, lots.purchased)
    AND NEW.held = (SELECT coalesce(sum(amount), 0) FROM playground_credit_holds
      WHERE user_id = NEW.user_id AND state = 'held')
    AND coalesce((SELECT (t.seq, t.balance_after) = (NEW.seq, NEW.balance) FROM playground_credit_transactions t
      WHERE t.user_id = NEW.user_id ORDER BY t.seq DESC LIMIT 1), NEW.seq = 0 AND NEW.balance = 0);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'wallet of user % does not add up', NEW.user_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

-- Lots and open holds come to what their wallet says.
CREATE FUNCTION guard_lot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_credits w, LATERAL (SELECT coalesce(sum(held), 0) AS held, coalesce(sum(remaining), 0) AS remaining,
      coalesce(sum(remaining) FILTER (WHERE kind = NEW.kind), 0) AS kind
    FROM playground_credit_lots WHERE user_id = NEW.user_id AND remaining > 0) lots
  WHERE w.user_id = NEW.user_id AND w.held = lots.held AND w.balance = lots.remaining AND lots.kind =
    CASE NEW.kind WHEN 'monthly' THEN w.monthly WHEN 'rollover' THEN w.rollover WHEN 'trial' THEN w.trial ELSE w.purchased END;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'lots of user % do not add up', NEW.user_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION guard_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_credits w WHERE w.user_id = NEW.user_id AND w.held = (SELECT coalesce(sum(amount), 0)
    FROM playground_credit_holds WHERE user_id = NEW.user_id AND state = 'held');
  IF NOT FOUND THEN
    RAISE EXCEPTION 'holds of user % do not add up', NEW.user_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER playground_credit_lots_add_up ON playground_credit_lots;
CREATE CONSTRAINT TRIGGER playground_credit_lots_add_up AFTER INSERT OR UPDATE ON playground_credit_lots
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_lot();
DROP TRIGGER playground_credit_holds_add_up ON playground_credit_holds;
CREATE CONSTRAINT TRIGGER playground_credit_holds_add_up AFTER INSERT OR UPDATE OF state ON playground_credit_holds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_hold();

-- Credits that move in or out of one lot, as one ledger row.
CREATE TYPE ledger_movement AS (user_id uuid, at timestamptz, key text, type text, amount int, description text,
  lot_id uuid, kind text);
-- A lot that ends, and how long what is carried over from it lasts.
CREATE TYPE ledger_closing AS (lot_id uuid, at timestamptz, carried_until timestamptz);
-- What comes next for a wallet: when the first of its lots ends, and the next month of an organisation.
CREATE TYPE ledger_due AS (user_id uuid, ends_at timestamptz, grant_at timestamptz, period_from timestamptz,
  period_until timestamptz);

-- Writes one ledger row and moves the wallet's cached totals with it, and what it holds by p_held. The caller holds
-- the wallet's lock and has changed the lots. p_lots: [{lotId, kind, amount}], signed like p_amount.
DROP FUNCTION ledger_append(timestamptz, uuid, text, text, int, text, jsonb, uuid, uuid);
CREATE FUNCTION ledger_append(p_now timestamptz, p_user uuid, p_key text, p_type text, p_amount int,
  p_description text, p_lots jsonb, p_run uuid, p_purchase uuid, p_held int DEFAULT 0) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_moved record;
  v_seq bigint;
  v_balance int;
BEGIN
  SELECT coalesce(sum(amount) FILTER (WHERE kind = 'monthly'), 0) AS monthly,
    coalesce(sum(amount) FILTER (WHERE kind = 'rollover'), 0) AS rollover,
    coalesce(sum(amount) FILTER (WHERE kind = 'trial'), 0) AS trial,
    coalesce(sum(amount) FILTER (WHERE kind = 'purchased'), 0) AS purchased
  INTO v_moved FROM jsonb_to_recordset(p_lots) AS lot (kind text, amount int);
  UPDATE playground_credits
  SET seq = seq + 1, balance = balance + p_amount, held = held + p_held, monthly = monthly + v_moved.monthly,
    rollover = rollover + v_moved.rollover, trial = trial + v_moved.trial, purchased = purchased + v_moved.purchased,
    updated_at = p_now
  WHERE user_id = p_user RETURNING seq, balance INTO v_seq, v_balance;
  INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key, description,
    lots, run_id, purchase_id, occurred_at)
  VALUES (make_id(p_now), p_user, v_seq, p_type, p_amount, v_balance, p_key, p_description, p_lots, p_run, p_purchase,
    p_now);
END $$;

-- The same for movements of many wallets, each wallet's in the order given.
CREATE FUNCTION ledger_append_all(p_movements ledger_movement[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH numbered AS MATERIALIZED (
    SELECT m.*, row_number() OVER line AS place, sum(amount) OVER line AS running
    FROM unnest(p_movements) WITH ORDINALITY AS m (user_id, at, key, type, amount, description, lot_id, kind, given)
    WINDOW line AS (PARTITION BY user_id ORDER BY given)
  ), totals AS (
    SELECT user_id, count(*) AS rows, sum(amount) AS amount, max(at) AS at,
      coalesce(sum(amount) FILTER (WHERE kind = 'monthly'), 0) AS monthly,
      coalesce(sum(amount) FILTER (WHERE kind = 'rollover'), 0) AS rollover,
      coalesce(sum(amount) FILTER (WHERE kind = 'trial'), 0) AS trial,
      coalesce(sum(amount) FILTER (WHERE kind = 'purchased'), 0) AS purchased
    FROM numbered GROUP BY user_id
  ), wallets AS (
    UPDATE playground_credits w
    SET seq = w.seq + t.rows, balance = w.balance + t.amount, monthly = w.monthly + t.monthly,
      rollover = w.rollover + t.rollover, trial = w.trial + t.trial, purchased = w.purchased + t.purchased,
      updated_at = t.at
    FROM totals t WHERE w.user_id = t.user_id
    RETURNING w.user_id, w.seq - t.rows AS seq, w.balance - t.amount AS balance
  )
  INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key, description,
    lots, occurred_at)
  SELECT make_id(at), user_id, w.seq + place, type, amount, w.balance + running, key, description,
    jsonb_build_array(jsonb_build_object('lotId', lot_id, 'kind', kind, 'amount', amount)), at
  FROM numbered JOIN wallets w USING (user_id) ORDER BY user_id, place;
END $$;

-- Ends lots, in the order given: of a month up to 200 unused credits become a rollover lot, the rest expires. What
-- runs hold stays with them. Answers the movements, which the caller has to append.
CREATE FUNCTION ledger_close(p_closings ledger_closing[]) RETURNS ledger_movement[] LANGUAGE plpgsql AS $$
DECLARE
  v_movements ledger_movement[];
BEGIN
  WITH closing AS MATERIALIZED (
    SELECT l.id, l.user_id, l.kind, c.at, c.carried_until, c.place, l.remaining - l.held AS free,
      CASE WHEN l.kind = 'monthly' THEN least(l.remaining - l.held, 200) ELSE 0 END AS carried, make_id(c.at) AS rollover
    FROM unnest(p_closings) WITH ORDINALITY AS c (lot_id, at, carried_until, place)
    JOIN playground_credit_lots l ON l.id = c.lot_id
  ), closed AS (
    UPDATE playground_credit_lots l SET remaining = l.held, closed_at = c.at FROM closing c WHERE l.id = c.id
  ), carried AS (
    INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, period_start, expires_at,
      created_at)
    SELECT rollover, user_id, 'rollover', carried, carried, 'rollover:' || id, at, carried_until, at
    FROM closing WHERE carried > 0
  )
  SELECT array_agg(ROW (c.user_id, c.at, m.key, m.type, m.amount, m.description, m.lot, m.kind)::ledger_movement
    ORDER BY c.place, m.step) INTO v_movements
  FROM closing c CROSS JOIN LATERAL (VALUES
    (1, 'rollover:' || c.id || ':out', 'rollover', -c.carried, 'Unused credits of the month, carried over', c.id, c.kind),
    (2, 'expire:' || c.id, 'expire', c.carried - c.free, CASE c.kind
      WHEN 'monthly' THEN 'Unused credits of the month that cannot be carried over'
      ELSE 'Credits carried over from the month before' END, c.id, c.kind),
    (3, 'rollover:' || c.id, 'rollover', c.carried, 'Carried over from the month before', c.rollover, 'rollover')
  ) AS m (step, key, type, amount, description, lot, kind)
  WHERE m.amount <> 0;
  RETURN v_movements;
END $$;
DROP FUNCTION ledger_close_lot(timestamptz, playground_credit_lots, timestamptz);
DROP FUNCTION ledger_take(timestamptz, playground_credit_lots, int, text, text, text);

-- Brings wallets up to an instant; the caller holds their locks. Each round takes what comes next for each wallet,
-- written as of when it happened: first the lots that end, then a month granted at that same instant. What has been
-- worked off is over: granted_until moves on with it, so that a month of PRPM+ that has ended is never followed by the
-- organisation's month for that same time. Answers how many such steps there were.
CREATE FUNCTION ledger_apply_steps(p_now timestamptz, p_users uuid[]) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_users uuid[] := p_users;
  v_due ledger_due[];
  v_closings ledger_closing[];
  v_movements ledger_movement[];
  v_months ledger_movement[];
  v_steps int := 0;
BEGIN
  WHILE v_users IS NOT NULL LOOP
    SELECT array_agg(ROW (w.user_id, l.ends_at, g.grant_at, g.period_from, g.period_until)::ledger_due ORDER BY w.user_id)
    INTO v_due
    FROM playground_credits w
    CROSS JOIN LATERAL (SELECT min(expires_at) AS ends_at FROM playground_credit_lots
      WHERE user_id = w.user_id AND expires_at IS NOT NULL AND closed_at IS NULL) l
    CROSS JOIN LATERAL next_organization_grant(w.user_id, w.anchor, w.granted_until) g
    WHERE w.user_id = ANY (v_users);

    -- The older rollover goes before the month becomes the new one, also when it would have lasted longer.
    SELECT array_agg(ROW (l.id, d.ends_at, period_after(l.period_start, l.expires_at))::ledger_closing
      ORDER BY l.user_id, l.kind DESC, l.id) INTO v_closings
    FROM unnest(v_due) d JOIN playground_credit_lots l USING (user_id)
    WHERE d.ends_at <= p_now AND d.ends_at <= coalesce(d.grant_at, 'infinity')
      AND l.closed_at IS NULL AND l.expires_at IS NOT NULL AND (l.expires_at = d.ends_at OR l.kind = 'rollover' AND EXISTS (
        SELECT 1 FROM playground_credit_lots month WHERE month.user_id = d.user_id AND month.kind = 'monthly'
          AND month.closed_at IS NULL AND month.expires_at = d.ends_at));
    v_movements := CASE WHEN v_closings IS NOT NULL THEN ledger_close(v_closings) END;

    WITH granted AS MATERIALIZED (
      SELECT d.*, make_id(d.grant_at) AS lot_id, 'reset:' || d.user_id || ':' || period_key(d.period_from) AS key
      FROM unnest(v_due) d WHERE d.grant_at <= p_now AND d.grant_at <= coalesce(d.ends_at, 'infinity')
    ), opened AS (
      INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, period_start, expires_at,
        created_at)
      SELECT lot_id, user_id, 'monthly', 200, 200, key, period_from, period_until, grant_at FROM granted
      ON CONFLICT (source_ref) DO NOTHING RETURNING id
    )
    SELECT array_agg(ROW (g.user_id, g.grant_at, g.key, 'monthly', 200,
      'Credits of the month for members of a verified organisation', g.lot_id, 'monthly')::ledger_movement)
    INTO v_months FROM granted g JOIN opened ON opened.id = g.lot_id;
    v_movements := v_movements || v_months;
    IF v_movements IS NOT NULL THEN
      PERFORM ledger_append_all(v_movements);
    END IF;

    SELECT v_steps + count(*) FILTER (WHERE d.ends_at <= p_now OR d.grant_at <= p_now) INTO v_steps FROM unnest(v_due) d;
    WITH woken AS (
      UPDATE playground_credits w
      SET granted_until = greatest(w.granted_until, n.ended_at, n.granted_until),
        due_at = least(coalesce(n.granted_until, n.grant_at), (SELECT min(expires_at) FROM playground_credit_lots
          WHERE user_id = w.user_id AND expires_at IS NOT NULL AND closed_at IS NULL))
      FROM (
        SELECT user_id, grant_at,
          CASE WHEN ends_at <= p_now AND ends_at <= coalesce(grant_at, 'infinity') THEN ends_at END AS ended_at,
          CASE WHEN grant_at <= p_now AND grant_at <= coalesce(ends_at, 'infinity') THEN period_until END AS granted_until
        FROM unnest(v_due)
      ) n WHERE w.user_id = n.user_id RETURNING w.user_id, w.due_at
    )
    SELECT array_agg(user_id) FILTER (WHERE due_at <= p_now) INTO v_users FROM woken;
  END LOOP;
  RETURN v_steps;
END $$;

-- As before, a wallet a set of one. Asks without a lock first, because most of the time nothing is due.
CREATE OR REPLACE FUNCTION ledger_apply_due(p_now timestamptz, p_user uuid) RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user AND due_at <= p_now;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  RETURN ledger_apply_steps(p_now, ARRAY[p_user]);
END $$;

-- Locks a wallet, brings it up to an instant and answers it. Every movement of a run begins with it.
CREATE FUNCTION ledger_lock(p_now timestamptz, p_user uuid) RETURNS playground_credits LANGUAGE plpgsql AS $$
DECLARE
  v_wallet playground_credits;
BEGIN
  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  IF v_wallet.due_at <= p_now THEN
    PERFORM ledger_apply_steps(p_now, ARRAY[p_user]);
    SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user;
  END IF;
  RETURN v_wallet;
END $$;

-- Brings wallets up to an instant before their users come: at most p_limit, in the order in which they became due,
-- beginning after the one given, leaving out those that somebody works on. One that cannot be brought up to date does
-- not keep the others from it. Answers {wallets, failed: [{userId, error}], last: {dueAt, userId} or null}.
DROP FUNCTION ledger_apply_all_due(timestamptz, int);
CREATE FUNCTION ledger_apply_all_due(p_now timestamptz, p_limit int, p_after jsonb DEFAULT NULL) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_users uuid[];
  v_user uuid;
  v_last jsonb;
  v_failed jsonb := '[]';
BEGIN
  SELECT array_agg(user_id ORDER BY user_id), (array_agg(jsonb_build_object('dueAt', due_at, 'userId', user_id)
    ORDER BY due_at DESC, user_id DESC))[1] INTO v_users, v_last
  FROM (
    SELECT user_id, due_at FROM playground_credits
    WHERE due_at <= p_now AND (p_after IS NULL
      OR (due_at, user_id) > ((p_after->>'dueAt')::timestamptz, (p_after->>'userId')::uuid))
    ORDER BY due_at, user_id LIMIT p_limit FOR UPDATE SKIP LOCKED
  ) AS due;
  IF v_users IS NULL THEN
    RETURN jsonb_build_object('wallets', 0, 'failed', v_failed, 'last', NULL);
  END IF;
  BEGIN
    PERFORM ledger_apply_steps(p_now, v_users);
    SET CONSTRAINTS ALL IMMEDIATE; -- what the guards at commit would say, while there is time to do without a wallet
    SET CONSTRAINTS ALL DEFERRED;
  EXCEPTION WHEN OTHERS THEN
    FOREACH v_user IN ARRAY v_users LOOP
      BEGIN
        PERFORM ledger_apply_steps(p_now, ARRAY[v_user]);
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
      EXCEPTION WHEN OTHERS THEN
        v_failed := v_failed || jsonb_build_object('userId', v_user, 'error', SQLERRM);
      END;
    END LOOP;
  END;
  RETURN jsonb_build_object('wallets', cardinality(v_users) - jsonb_array_length(v_failed), 'failed', v_failed,
    'last', v_last);
END $$;

-- As before, the wallet's part in one statement.
CREATE OR REPLACE FUNCTION ledger_capture(p_now timestamptz, p_run uuid, p_amount int, p_description text,
  p_reason text DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_hold playground_credit_holds;
  v_wallet playground_credits;
  v_place int;
  v_pin jsonb;
  v_pinned int;
  v_taken int;
  v_left int := p_amount;
  v_closed boolean;
  v_late int := 0;
  v_drawn_lots jsonb := '[]';
  v_late_lots jsonb := '[]';
BEGIN
  SELECT * INTO v_hold FROM playground_credit_holds WHERE run_id = p_run;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'run % has no hold', p_run USING ERRCODE = 'foreign_key_violation';
  END IF;
  v_wallet := ledger_lock(p_now, v_hold.user_id);
  UPDATE playground_credit_holds
  SET state = CASE WHEN p_amount > 0 THEN 'captured' ELSE 'released' END, captured = p_amount, settled_at = p_now,
      release_reason = p_reason
  WHERE run_id = p_run AND state = 'held';
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  FOR v_place IN 0 .. jsonb_array_length(v_hold.pins) - 1 LOOP
    v_pin := v_hold.pins->v_place;
    v_pinned := (v_pin->>'amount')::int;
    v_taken := least(v_pinned, v_left);
    v_left := v_left - v_taken;
    UPDATE playground_credit_lots SET held = held - v_pinned,
      remaining = remaining - CASE WHEN closed_at IS NULL THEN v_taken ELSE v_pinned END
    WHERE id = (v_pin->>'lotId')::uuid RETURNING closed_at IS NOT NULL INTO v_closed;
    IF v_taken > 0 THEN
      v_drawn_lots := v_drawn_lots || (v_pin || jsonb_build_object('amount', -v_taken));
    END IF;
    IF v_closed AND v_taken < v_pinned THEN
      v_late := v_late + v_pinned - v_taken;
      v_late_lots := v_late_lots || (v_pin || jsonb_build_object('amount', v_taken - v_pinned));
    END IF;
  END LOOP;
  IF p_amount > 0 THEN
    PERFORM ledger_append(p_now, v_hold.user_id, 'run:' || p_run || ':capture', 'spend', -p_amount, p_description,
      v_drawn_lots, p_run, NULL, -v_hold.amount);
  ELSE
    UPDATE playground_credits SET held = held - v_hold.amount, updated_at = p_now WHERE user_id = v_hold.user_id;
  END IF;
  IF v_late > 0 THEN
    PERFORM ledger_append(p_now, v_hold.user_id, 'run:' || p_run || ':expire', 'expire', -v_late,
      'Came back from a run after its month had ended', v_late_lots, p_run, NULL);
  END IF;
  IF v_wallet.debt > 0 THEN
    PERFORM ledger_pay_debt(p_now, v_hold.user_id);
  END IF;
  RETURN p_amount;
END $$;

-- As before, and: a run that cannot be ended is left for an operator (its hold shows as stale) and keeps no other from it.
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
        'errorCode', 'internal', 'charge', 0, 'costMicroUsd', v_run.max_cost_micro_usd, 'usageEstimated', true,
        'inputTokens', v_run.prompt_tokens, 'outputTokens', 0, 'thinkingTokens', 0, 'cacheReadTokens', 0,
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

-- Wallets whose last month was of PRPM+ never get the organisation's month for that time.
UPDATE playground_credits w SET granted_until = greatest(w.granted_until, l.closed_at)
FROM (SELECT user_id, max(closed_at) AS closed_at FROM playground_credit_lots WHERE kind = 'monthly' GROUP BY 1) l
WHERE l.user_id = w.user_id AND l.closed_at IS NOT NULL;
