-- What a refund leaves owing, and how it is paid: credits of a refunded month that expired unused are owed no more,
-- and whoever pays again, or is given credits, pays first. What a won dispute gives back of an ended month lasts.

-- Purchased credits and their payments belong together, one lot a purchase.
ALTER TABLE playground_credit_lots
  ADD CONSTRAINT playground_credit_lots_purchase CHECK ((kind = 'purchased') = (purchase_id IS NOT NULL)),
  ADD CONSTRAINT playground_credit_lots_purchase_id_fkey FOREIGN KEY (purchase_id)
    REFERENCES playground_credit_purchases (id);
CREATE UNIQUE INDEX "playground_credit_lots_purchase_id_key" ON "playground_credit_lots"("purchase_id");

-- Of a clawback's target: credits that expired unused before anything could take them. Nobody owes them.
ALTER TABLE "playground_credit_clawbacks" ADD COLUMN "expired" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE playground_credit_clawbacks
  DROP CONSTRAINT playground_credit_clawbacks_taken,
  ADD CONSTRAINT playground_credit_clawbacks_taken CHECK (target >= 0 AND taken >= 0 AND expired >= 0
    AND taken + expired <= target);

CREATE OR REPLACE FUNCTION guard_debt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = NEW.user_id AND debt = (SELECT coalesce(sum(target - taken - expired), 0)
    FROM playground_credit_clawbacks WHERE user_id = NEW.user_id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'debt of user % does not add up', NEW.user_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

-- The lots of a grant: its own, what was carried over from it, and what was given back of it.
CREATE FUNCTION lots_of_grant(p_source_ref text) RETURNS SETOF playground_credit_lots LANGUAGE sql STABLE AS $$
  SELECT l.* FROM playground_credit_lots own JOIN playground_credit_lots l ON l.user_id = own.user_id
  WHERE own.source_ref = p_source_ref AND (l.id = own.id OR l.source_ref = 'rollover:' || own.id
    OR starts_with(l.source_ref, regexp_replace(p_source_ref, ':grant$', '') || ':returned:'))
$$;

-- As before, and it may take from p_lot, which has just been granted.
DROP FUNCTION ledger_collect(uuid, text, int, boolean);
CREATE FUNCTION ledger_collect(p_user uuid, p_source_ref text, p_amount int, p_pays_debt boolean, p_lot uuid)
RETURNS jsonb LANGUAGE sql AS $$
  WITH grant_lots AS (
    SELECT id, source_ref = p_source_ref AS own FROM lots_of_grant(p_source_ref)
  ), lots AS (
    SELECT l.id, l.kind, l.remaining - l.held AS free,
      row_number() OVER (ORDER BY CASE WHEN g.own THEN 0 WHEN g.id IS NOT NULL THEN 1 ELSE 2 END, l.created_at, l.id) AS place
    FROM playground_credit_lots l LEFT JOIN grant_lots g USING (id)
    WHERE l.user_id = p_user AND l.remaining > l.held AND l.closed_at IS NULL
      AND (g.id IS NOT NULL OR l.id = p_lot OR l.kind = 'purchased' AND (p_pays_debt
        OR (SELECT kind = 'purchased' FROM playground_credit_lots WHERE source_ref = p_source_ref)))
  ), shares AS (
    SELECT id, kind, place, greatest(0, least(free, p_amount - (sum(free) OVER (ORDER BY place) - free)))::int AS amount
    FROM lots
  ), taken AS (
    UPDATE playground_credit_lots l SET remaining = l.remaining - s.amount
    FROM shares s WHERE l.id = s.id AND s.amount > 0
    RETURNING s.id, s.kind, s.amount, s.place
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('lotId', id, 'kind', kind, 'amount', amount) ORDER BY place), '[]')
  FROM taken
$$;

DROP FUNCTION ledger_collect_for(timestamptz, uuid, text, boolean);
CREATE FUNCTION ledger_collect_for(p_now timestamptz, p_id uuid, p_description text, p_pays_debt boolean,
  p_lot uuid DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_claw playground_credit_clawbacks;
  v_lots jsonb;
  v_taken int;
BEGIN
  SELECT * INTO v_claw FROM playground_credit_clawbacks WHERE id = p_id FOR UPDATE;
  v_lots := ledger_collect(v_claw.user_id, v_claw.source_ref, v_claw.target - v_claw.taken - v_claw.expired, p_pays_debt,
    p_lot);
  SELECT coalesce(sum(amount), 0) INTO v_taken FROM jsonb_to_recordset(v_lots) AS lot (amount int);
  IF v_taken = 0 THEN
    RETURN 0;
  END IF;
  UPDATE playground_credit_clawbacks
  SET taken = taken + v_taken, moves = moves + 1, taken_lots = taken_lots || v_lots, updated_at = p_now WHERE id = p_id;
  PERFORM ledger_append(p_now, v_claw.user_id,
    regexp_replace(v_claw.source_ref, ':grant$', '') || ':clawback:' || v_claw.moves + 1, v_claw.type, -v_taken,
    p_description, (SELECT jsonb_agg(lot || jsonb_build_object('amount', -(lot->>'amount')::int))
      FROM jsonb_array_elements(v_lots) AS lot), NULL,
    (SELECT purchase_id FROM playground_credit_lots WHERE source_ref = v_claw.source_ref));
  RETURN v_taken;
END $$;

-- Counts against what a clawback still lacks the credits of its grant that expired. Answers how many it counted anew.
CREATE FUNCTION ledger_count_expired(p_now timestamptz, p_id uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_claw playground_credit_clawbacks;
  v_expired int;
BEGIN
  SELECT * INTO v_claw FROM playground_credit_clawbacks WHERE id = p_id FOR UPDATE;
  SELECT coalesce(-sum((moved->>'amount')::int), 0) INTO v_expired
  FROM playground_credit_transactions t, jsonb_array_elements(t.lots) AS moved
  WHERE t.user_id = v_claw.user_id AND t.type = 'expire'
    AND (moved->>'lotId')::uuid IN (SELECT id FROM lots_of_grant(v_claw.source_ref));
  v_expired := greatest(v_claw.expired, least(v_expired, v_claw.target - v_claw.taken));
  UPDATE playground_credit_clawbacks SET expired = v_expired, updated_at = p_now
  WHERE id = p_id AND expired <> v_expired;
  RETURN v_expired - v_claw.expired;
END $$;

-- Pays debts with free purchased credits, the oldest first, and with p_lot, which has just been granted.
DROP FUNCTION ledger_pay_debt(timestamptz, uuid);
CREATE FUNCTION ledger_pay_debt(p_now timestamptz, p_user uuid, p_lot uuid DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_claw record;
  v_paid int := 0;
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user AND debt > 0;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  FOR v_claw IN SELECT id, type FROM playground_credit_clawbacks
    WHERE user_id = p_user AND taken + expired < target ORDER BY created_at, id
  LOOP
    v_paid := v_paid + ledger_count_expired(p_now, v_claw.id)
      + ledger_collect_for(p_now, v_claw.id, 'Pays back what a ' || v_claw.type || ' left owing', true, p_lot);
  END LOOP;
  UPDATE playground_credits SET debt = debt - v_paid WHERE user_id = p_user AND v_paid > 0;
  RETURN v_paid;
END $$;

-- As before, and: what an operator gives pays what is owed as well.
CREATE OR REPLACE FUNCTION ledger_grant(p_now timestamptz, p_user uuid, p_kind text, p_type text, p_amount int,
  p_key text, p_description text, p_expires_at timestamptz DEFAULT NULL, p_period_start timestamptz DEFAULT NULL,
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
    IF (v_earlier.user_id, v_earlier.kind, v_earlier.granted, v_earlier.purchase_id)
      IS DISTINCT FROM (p_user, p_kind, p_amount, p_purchase) THEN
      RAISE EXCEPTION 'grant % was made before with other content', p_key USING ERRCODE = 'PR001';
    END IF;
    RETURN false;
  END IF;
  INSERT INTO playground_credit_lots (id, user_id, kind, granted, remaining, source_ref, purchase_id, period_start,
    expires_at, created_at)
  VALUES (v_lot, p_user, p_kind, p_amount, p_amount, p_key, p_purchase, p_period_start, p_expires_at, p_now);
  PERFORM ledger_append(p_now, p_user, p_key, p_type, p_amount, p_description,
    jsonb_build_array(jsonb_build_object('lotId', v_lot, 'kind', p_kind, 'amount', p_amount)), NULL, p_purchase);
  IF p_expires_at IS NOT NULL THEN
    UPDATE playground_credits SET due_at = least(due_at, p_expires_at) WHERE user_id = p_user;
  END IF;
  IF p_type IN ('purchase', 'adjustment') THEN
    PERFORM ledger_pay_debt(p_now, p_user, v_lot);
  END IF;
  RETURN true;
END $$;

-- As before, its closings as a set, and: a paid month pays what is owed as well.
CREATE OR REPLACE FUNCTION ledger_grant_month(p_now timestamptz, p_user uuid, p_invoice text, p_period_start timestamptz,
  p_period_end timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_key text := 'stripe:invoice:' || p_invoice || ':grant';
  v_earlier playground_credit_lots;
  v_month playground_credit_lots;
  v_carried_until timestamptz := period_after(p_period_start, p_period_end);
  v_is_late boolean;
  v_closings ledger_closing[];
  v_movements ledger_movement[];
BEGIN
  PERFORM ledger_lock(p_now, p_user);
  SELECT * INTO v_earlier FROM playground_credit_lots WHERE source_ref = v_key;
  IF FOUND THEN
    IF v_earlier.user_id <> p_user THEN
      RAISE EXCEPTION 'grant % was made before with other content', v_key USING ERRCODE = 'PR001';
    END IF;
    RETURN false;
  END IF;
  SELECT * INTO v_month FROM playground_credit_lots
  WHERE user_id = p_user AND kind = 'monthly' AND closed_at IS NULL;
  -- Told of after its end, or after the next month: it is what would be left of it, and the newer month stays.
  v_is_late := p_period_end <= p_now OR coalesce(p_period_end <= v_month.period_start, false);
  SELECT array_agg(ROW (id, p_now, p_period_end)::ledger_closing ORDER BY kind DESC, id) INTO v_closings
  FROM playground_credit_lots
  WHERE user_id = p_user AND expires_at IS NOT NULL AND closed_at IS NULL AND CASE WHEN v_is_late
    THEN kind = 'rollover' AND expires_at <= v_carried_until ELSE v_month.id IS NOT NULL END;
  v_movements := CASE WHEN v_closings IS NOT NULL THEN ledger_close(v_closings) END;
  IF v_movements IS NOT NULL THEN
    PERFORM ledger_append_all(v_movements);
  END IF;
  IF v_is_late THEN
    PERFORM ledger_grant(p_now, p_user, 'rollover', 'monthly', 200, v_key, 'Credits of an earlier month with PRPM+',
      v_carried_until, p_period_start);
  ELSE
    PERFORM ledger_grant(p_now, p_user, 'monthly', 'monthly', 200, v_key, 'Credits of the month with PRPM+',
      p_period_end, p_period_start);
  END IF;
  PERFORM ledger_pay_debt(p_now, p_user, (SELECT id FROM playground_credit_lots WHERE source_ref = v_key));
  PERFORM ledger_apply_due(p_now, p_user);
  RETURN true;
END $$;

-- Moves a grant's clawback to an absolute target: takes what is free, then counts what expired, the rest is debt at
-- once. A lower target forgives debt first, then counts less as expired, then gives back exactly what was taken: to the
-- lots it came from, and for those that have ended meanwhile as credits that last a month. A month that is taken back
-- whole ends. The same target again changes nothing. Answers {taken, debt}: the changes, negative where something was
-- given back.
CREATE OR REPLACE FUNCTION ledger_clawback(p_now timestamptz, p_source_ref text, p_type text, p_target int,
  p_description text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_lot playground_credit_lots;
  v_claw playground_credit_clawbacks;
  v_taken int := 0;
  v_owed int;
BEGIN
  SELECT * INTO v_lot FROM playground_credit_lots WHERE source_ref = p_source_ref;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nothing was granted for %', p_source_ref USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM ledger_lock(p_now, v_lot.user_id);
  IF p_target NOT BETWEEN 0 AND v_lot.granted THEN
    RAISE EXCEPTION 'a clawback of % from a grant of %', p_target, v_lot.granted USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO playground_credit_clawbacks (id, user_id, source_ref, type, target, created_at, updated_at)
  VALUES (make_id(p_now), v_lot.user_id, p_source_ref, p_type, 0, p_now, p_now) ON CONFLICT (source_ref) DO NOTHING;
  SELECT * INTO v_claw FROM playground_credit_clawbacks WHERE source_ref = p_source_ref FOR UPDATE;
  IF p_target > v_claw.target THEN
    UPDATE playground_credit_clawbacks SET target = p_target, type = p_type, updated_at = p_now WHERE id = v_claw.id;
    v_taken := ledger_collect_for(p_now, v_claw.id, p_description, false);
    PERFORM ledger_count_expired(p_now, v_claw.id);
  ELSIF p_target < v_claw.target THEN
    v_taken := least(v_claw.taken, p_target) - v_claw.taken;
    UPDATE playground_credit_clawbacks SET target = p_target, expired = least(expired, p_target - v_claw.taken - v_taken),
      updated_at = p_now WHERE id = v_claw.id AND v_taken = 0;
    IF v_taken < 0 THEN
      PERFORM ledger_give_back(p_now, v_claw, p_type, p_target, p_description);
    END IF;
  END IF;
  SELECT target - taken - expired - (v_claw.target - v_claw.taken - v_claw.expired) INTO v_owed
  FROM playground_credit_clawbacks WHERE id = v_claw.id;
  UPDATE playground_credits SET debt = debt + v_owed WHERE user_id = v_lot.user_id AND v_owed <> 0;
  IF v_taken < 0 THEN
    PERFORM ledger_pay_debt(p_now, v_lot.user_id);
  END IF;
  -- Nothing of it is left but what runs hold, and it keeps no other month from beginning.
  UPDATE playground_credit_lots SET closed_at = p_now
  WHERE id = v_lot.id AND kind = 'monthly' AND closed_at IS NULL AND p_target = granted;
  IF FOUND THEN
    UPDATE playground_credits SET granted_until = greatest(granted_until, p_now), due_at = p_now
    WHERE user_id = v_lot.user_id;
    PERFORM ledger_apply_due(p_now, v_lot.user_id);
  END IF;
  RETURN jsonb_build_object('taken', v_taken, 'debt', v_owed);
END $$;

-- Gives back what a clawback has taken above a target, in the reverse order of taking. p_claw is the clawback as it
-- was before.
CREATE FUNCTION ledger_give_back(p_now timestamptz, p_claw playground_credit_clawbacks, p_type text, p_target int,
  p_description text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_key text := regexp_replace(p_claw.source_ref, ':grant$', '');
  v_purchase uuid := (SELECT purchase_id FROM playground_credit_lots WHERE source_ref = p_claw.source_ref);
  v_kept jsonb;
  v_back jsonb;
  v_returned int;
BEGIN
  WITH taken AS (
    SELECT (lot->>'lotId')::uuid AS id, lot->>'kind' AS kind, (lot->>'amount')::int AS amount, place
    FROM jsonb_array_elements(p_claw.taken_lots) WITH ORDINALITY AS t (lot, place)
  ), shares AS (
    SELECT id, kind, amount, place, greatest(0, least(amount,
      p_claw.taken - p_target - (sum(amount) OVER (ORDER BY place DESC) - amount)))::int AS back FROM taken
  ), restored AS (
    UPDATE playground_credit_lots l SET remaining = l.remaining + s.back
    FROM (SELECT id, sum(back) AS back FROM shares GROUP BY id) s
    WHERE l.id = s.id AND s.back > 0 AND l.closed_at IS NULL
  )
  SELECT
    jsonb_agg(jsonb_build_object('lotId', id, 'kind', s.kind, 'amount', amount - back) ORDER BY place)
      FILTER (WHERE amount > back),
    jsonb_agg(jsonb_build_object('lotId', id, 'kind', s.kind, 'amount', back) ORDER BY place DESC)
      FILTER (WHERE back > 0 AND l.closed_at IS NULL),
    coalesce(sum(back) FILTER (WHERE l.closed_at IS NOT NULL), 0)
  INTO v_kept, v_back, v_returned FROM shares s JOIN playground_credit_lots l USING (id);
  UPDATE playground_credit_clawbacks SET target = p_target, taken = p_target, expired = 0, moves = moves + 1,
    taken_lots = coalesce(v_kept, '[]'), updated_at = p_now WHERE id = p_claw.id;
  IF v_back IS NOT NULL THEN
    PERFORM ledger_append(p_now, p_claw.user_id, v_key || ':clawback:' || p_claw.moves + 1, p_type,
      (SELECT sum(amount) FROM jsonb_to_recordset(v_back) AS lot (amount int))::int, p_description, v_back, NULL,
      v_purchase);
  END IF;
  IF v_returned > 0 THEN
    PERFORM ledger_grant(p_now, p_claw.user_id, 'rollover', p_type, v_returned,
      v_key || ':returned:' || p_claw.moves + 1, p_description, period_start(p_now, 1), p_now);
  END IF;
END $$;

-- As before, in as few statements as it takes (the wallet, a lot, the hold, the wallet), and: free purchased credits
-- pay what is owed, so that nobody who has enough is turned away.
CREATE OR REPLACE FUNCTION ledger_hold(p_now timestamptz, p_user uuid, p_holds jsonb, p_lease_until timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_wallet playground_credits := ledger_lock(p_now, p_user);
  v_available int;
  v_required int := 0;
  v_place int;
  v_lot record;
  v_left int;
  v_pins jsonb;
BEGIN
  IF v_wallet.debt > 0 THEN
    PERFORM ledger_pay_debt(p_now, p_user);
    SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user;
  END IF;
  FOR v_place IN 0 .. jsonb_array_length(p_holds) - 1 LOOP
    v_required := v_required + (p_holds->v_place->>'amount')::int;
  END LOOP;
  -- Nothing that has ended is still in it: what is not held can be spent.
  v_available := coalesce(v_wallet.balance - v_wallet.held, 0);
  IF v_wallet.debt > 0 OR v_available < v_required THEN
    RETURN jsonb_build_object('outcome', 'insufficient_credits', 'required', v_required, 'available', v_available,
      'debt', v_wallet.debt);
  END IF;
  FOR v_place IN 0 .. jsonb_array_length(p_holds) - 1 LOOP
    v_left := (p_holds->v_place->>'amount')::int;
    v_pins := '[]';
    WHILE v_left > 0 LOOP
      UPDATE playground_credit_lots l SET held = l.held + least(next.free, v_left)
      FROM (
        SELECT id, remaining - held AS free FROM playground_credit_lots
        WHERE user_id = p_user AND remaining > held AND (expires_at IS NULL OR expires_at > p_now)
        ORDER BY priority, expires_at, id LIMIT 1
      ) next WHERE l.id = next.id RETURNING l.id, l.kind, least(next.free, v_left) AS pin INTO v_lot;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'lots of user % come to less than the wallet', p_user
          USING ERRCODE = 'integrity_constraint_violation';
      END IF;
      v_pins := v_pins || jsonb_build_object('lotId', v_lot.id, 'kind', v_lot.kind, 'amount', v_lot.pin);
      v_left := v_left - v_lot.pin;
    END LOOP;
    INSERT INTO playground_credit_holds (run_id, user_id, amount, pins, lease_until, created_at)
    VALUES ((p_holds->v_place->>'runId')::uuid, p_user, (p_holds->v_place->>'amount')::int, v_pins, p_lease_until, p_now);
  END LOOP;
  UPDATE playground_credits SET held = held + v_required, updated_at = p_now WHERE user_id = p_user;
  RETURN jsonb_build_object('outcome', 'held', 'available', v_available - v_required);
END $$;

-- What a user has free, and what of it a run that begins now could spend: nothing while more is owed than free purchased
-- credits would pay. Brings the wallet up to date first.
CREATE FUNCTION ledger_means(p_now timestamptz, p_user uuid, OUT available int, OUT spendable int) LANGUAGE plpgsql AS $$
DECLARE
  v_wallet playground_credits;
  v_purchased int;
BEGIN
  PERFORM ledger_apply_due(p_now, p_user);
  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user;
  available := coalesce(v_wallet.balance - v_wallet.held, 0);
  spendable := available;
  IF v_wallet.debt > 0 THEN
    SELECT coalesce(sum(remaining - held), 0) INTO v_purchased FROM playground_credit_lots
    WHERE user_id = p_user AND kind = 'purchased' AND remaining > held;
    spendable := CASE WHEN v_wallet.debt <= v_purchased THEN available - v_wallet.debt ELSE 0 END;
  END IF;
END $$;

-- Subscriptions that count: whatever else Stripe calls one has not been paid for.
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_status_known CHECK (status IN ('incomplete', 'incomplete_expired',
  'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused'));
CREATE FUNCTION subscription_lasts(p_subscription subscriptions, p_at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_subscription.status IN ('trialing', 'active', 'past_due', 'canceled') AND p_subscription.started_at <= p_at
    AND (p_subscription.ended_at IS NULL OR p_subscription.ended_at > p_at)
$$;
CREATE OR REPLACE FUNCTION plan_of(p_now timestamptz, p_user uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = p_user AND subscription_lasts(s, p_now)) THEN 'plus'
    WHEN EXISTS (SELECT 1 FROM membership_periods WHERE user_id = p_user AND valid_from <= p_now
      AND (valid_until IS NULL OR valid_until > p_now)) THEN 'organization'
    ELSE 'free' END
$$;
CREATE OR REPLACE FUNCTION subscription_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE playground_credits SET due_at = least(due_at, NEW.ended_at, change_instant()) WHERE user_id = NEW.user_id;
  RETURN NULL;
END $$;
DROP TRIGGER subscriptions_wake ON subscriptions;
CREATE TRIGGER subscriptions_wake AFTER INSERT OR UPDATE OF ended_at, status ON subscriptions
  FOR EACH ROW EXECUTE FUNCTION subscription_changed();

CREATE OR REPLACE FUNCTION next_organization_grant(p_user uuid, p_anchor timestamptz, p_granted_until timestamptz,
  OUT grant_at timestamptz, OUT period_from timestamptz, OUT period_until timestamptz) LANGUAGE plpgsql STABLE AS $$
DECLARE
  v_membership membership_periods;
  v_ended timestamptz;
  v_k int;
BEGIN
  FOR v_membership IN
    SELECT * FROM membership_periods
    WHERE user_id = p_user AND (valid_until IS NULL OR p_granted_until IS NULL OR valid_until > p_granted_until)
    ORDER BY valid_from, id
  LOOP
    grant_at := greatest(v_membership.valid_from, p_granted_until);
    LOOP
      SELECT coalesce(ended_at, 'infinity') INTO v_ended FROM subscriptions s
      WHERE s.user_id = p_user AND subscription_lasts(s, grant_at);
      IF NOT FOUND THEN
        SELECT expires_at INTO v_ended FROM playground_credit_lots
        WHERE user_id = p_user AND kind = 'monthly' AND closed_at IS NULL AND expires_at > grant_at;
      END IF;
      EXIT WHEN NOT FOUND;
      grant_at := v_ended;
      EXIT WHEN v_ended = 'infinity';
    END LOOP;
    IF grant_at < coalesce(v_membership.valid_until, 'infinity') THEN
      v_k := period_index(p_anchor, grant_at);
      period_from := period_start(p_anchor, v_k);
      period_until := period_start(p_anchor, v_k + 1);
      RETURN;
    END IF;
  END LOOP;
  grant_at := NULL;
END $$;

-- As before, and: when it was read, what of each kind runs hold, each rollover with its own end, what an operator gave,
-- and what is owed for what.
CREATE OR REPLACE FUNCTION credit_summary(p_now timestamptz, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_wallet playground_credits;
  v_month playground_credit_lots;
  v_lots record;
  v_plan text;
  v_debts jsonb := '[]';
BEGIN
  PERFORM ledger_apply_due(p_now, p_user);
  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO v_month FROM playground_credit_lots
  WHERE user_id = p_user AND kind = 'monthly' AND closed_at IS NULL;
  -- A rollover ends with the month that follows it, also where its own end is later.
  SELECT jsonb_build_object('monthly', coalesce(sum(held) FILTER (WHERE kind = 'monthly'), 0),
      'rollover', coalesce(sum(held) FILTER (WHERE kind = 'rollover'), 0),
      'trial', coalesce(sum(held) FILTER (WHERE kind = 'trial'), 0),
      'purchased', coalesce(sum(held) FILTER (WHERE kind = 'purchased'), 0)) AS held,
    coalesce(sum(remaining) FILTER (WHERE kind = 'trial' AND source_ref <> 'trial:' || p_user), 0) AS given,
    min(least(expires_at, v_month.expires_at)) FILTER (WHERE kind = 'rollover' AND closed_at IS NULL) AS rollover_ends,
    coalesce(jsonb_agg(jsonb_build_object('amount', remaining, 'held', held, 'expiresAt',
      least(expires_at, v_month.expires_at)) ORDER BY expires_at, id)
      FILTER (WHERE kind = 'rollover' AND closed_at IS NULL), '[]') AS rollovers
  INTO v_lots FROM playground_credit_lots WHERE user_id = p_user AND remaining > 0;
  IF v_wallet.debt > 0 THEN
    SELECT jsonb_agg(jsonb_build_object('type', c.type, 'owed', c.target - c.taken - c.expired, 'target', c.target,
      'taken', c.taken, 'of', CASE WHEN l.kind = 'purchased' THEN 'purchase' ELSE 'month' END, 'grantSeq', g.seq,
      'since', c.updated_at) ORDER BY c.created_at, c.id) INTO v_debts
    FROM playground_credit_clawbacks c JOIN playground_credit_lots l USING (source_ref)
    LEFT JOIN playground_credit_transactions g ON g.natural_key = c.source_ref
    WHERE c.user_id = p_user AND c.taken + c.expired < c.target;
  END IF;
  v_plan := plan_of(p_now, p_user);
  RETURN jsonb_build_object('balance', v_wallet.balance, 'held', v_wallet.held, 'debt', v_wallet.debt, 'plan', v_plan,
    'available', v_wallet.balance - v_wallet.held,
    'breakdown', jsonb_build_object('monthly', v_wallet.monthly, 'rollover', v_wallet.rollover,
      'trial', v_wallet.trial, 'purchased', v_wallet.purchased),
    'monthly', jsonb_build_object('allocated', coalesce(v_month.granted, 0),
      'used', coalesce(v_month.granted - v_month.remaining, 0), 'remaining', coalesce(v_month.remaining, 0),
      'resetAt', v_month.expires_at, 'renewing', v_plan <> 'free'),
    'rollover', jsonb_build_object('amount', v_wallet.rollover, 'expiresAt', v_lots.rollover_ends),
    'purchased', v_wallet.purchased,
    'details', jsonb_build_object('readAt', p_now, 'held', v_lots.held, 'given', v_lots.given,
      'rollovers', v_lots.rollovers, 'debts', v_debts,
      'runs', (SELECT count(*) FROM playground_credit_holds WHERE user_id = p_user AND state = 'held')));
END $$;
