-- Periods, rollover and breakage; grants for members of verified organisations; clawback, debt and adjustment; what
-- the scheduled jobs write down.

-- One PRPM+ subscription of a user, as far as the ledger needs it: grants of an organisation pause while it lasts.
CREATE TABLE "subscriptions" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("id")
);

-- When a user was a member of a verified organisation. Kept by triggers, so that a boundary long past is judged by
-- what was true then, whenever it is worked out.
CREATE TABLE "membership_periods" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "valid_until" TIMESTAMPTZ(3),

    CONSTRAINT "membership_periods_pkey" PRIMARY KEY ("id")
);

-- A link that lets people join an organisation.
CREATE TABLE "organization_invitations" (
    "id" UUID NOT NULL,
    "organization_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'member',
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "organization_invitations_pkey" PRIMARY KEY ("id")
);

-- What a refund or dispute is to take back from one grant, and what of it has been taken so far; the rest is debt.
CREATE TABLE "playground_credit_clawbacks" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "source_ref" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "target" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL DEFAULT 0,
    "moves" INTEGER NOT NULL DEFAULT 0,
    "taken_lots" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "playground_credit_clawbacks_pkey" PRIMARY KEY ("id")
);

-- One run of a scheduled job for one moment of its schedule.
CREATE TABLE "job_runs" (
    "id" UUID NOT NULL,
    "job" TEXT NOT NULL,
    "period" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'running',
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "result" JSONB,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "job_runs_pkey" PRIMARY KEY ("id")
);

-- Something an operator must know, at most once a day for a kind and subject.
CREATE TABLE "alerts" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "day" DATE NOT NULL,
    "message" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "playground_credits" ADD COLUMN "due_at" TIMESTAMPTZ(3), ADD COLUMN "granted_until" TIMESTAMPTZ(3);
ALTER TABLE "playground_credit_lots" ADD COLUMN "closed_at" TIMESTAMPTZ(3);

CREATE INDEX "subscriptions_user_id_started_at_idx" ON "subscriptions"("user_id", "started_at");
CREATE INDEX "membership_periods_user_id_valid_from_idx" ON "membership_periods"("user_id", "valid_from");
CREATE UNIQUE INDEX "organization_invitations_token_hash_key" ON "organization_invitations"("token_hash");
CREATE INDEX "organization_invitations_organization_id_idx" ON "organization_invitations"("organization_id");
CREATE UNIQUE INDEX "playground_credit_clawbacks_source_ref_key" ON "playground_credit_clawbacks"("source_ref");
CREATE INDEX "playground_credit_clawbacks_user_id_idx" ON "playground_credit_clawbacks"("user_id");
CREATE UNIQUE INDEX "job_runs_job_period_key" ON "job_runs"("job", "period");
CREATE UNIQUE INDEX "alerts_kind_subject_day_key" ON "alerts"("kind", "subject", "day");
CREATE INDEX "playground_credit_transactions_user_id_type_seq_idx" ON "playground_credit_transactions"("user_id", "type", "seq");
CREATE INDEX "alerts_created_at_idx" ON "alerts"("created_at" DESC);

ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "membership_periods" ADD CONSTRAINT "membership_periods_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE NO ACTION ON UPDATE NO ACTION;
ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "playground_credit_clawbacks" ADD CONSTRAINT "playground_credit_clawbacks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "playground_credits"("user_id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- What a schema file cannot say.

ALTER TABLE subscriptions
  ADD CONSTRAINT subscriptions_lasts CHECK (ended_at IS NULL OR ended_at >= started_at);
CREATE UNIQUE INDEX subscriptions_one_a_user ON subscriptions (user_id) WHERE ended_at IS NULL;
ALTER TABLE membership_periods
  ADD CONSTRAINT membership_periods_lasts CHECK (valid_until IS NULL OR valid_until >= valid_from);
CREATE UNIQUE INDEX membership_periods_one_open ON membership_periods (user_id, organization_id)
  WHERE valid_until IS NULL;
ALTER TABLE organization_invitations
  ADD CONSTRAINT organization_invitations_role_known CHECK (role IN ('admin', 'member'));
ALTER TABLE playground_credit_clawbacks
  ADD CONSTRAINT playground_credit_clawbacks_type_known CHECK (type IN ('refund', 'dispute')),
  ADD CONSTRAINT playground_credit_clawbacks_taken CHECK (target >= 0 AND taken BETWEEN 0 AND target);
ALTER TABLE job_runs
  ADD CONSTRAINT job_runs_status_known CHECK (status IN ('running', 'succeeded', 'failed'));
-- A closed lot has nothing left but what a run still holds.
ALTER TABLE playground_credit_lots
  ADD CONSTRAINT playground_credit_lots_closed_empty CHECK (closed_at IS NULL OR remaining = held),
  ADD CONSTRAINT playground_credit_lots_closed_kind CHECK (closed_at IS NULL OR kind IN ('monthly', 'rollover'));
-- Never two open months: a person with PRPM+ and a verified organisation has one grant, not two.
CREATE UNIQUE INDEX playground_credit_lots_one_open_month ON playground_credit_lots (user_id)
  WHERE kind = 'monthly' AND closed_at IS NULL;
CREATE INDEX playground_credit_lots_open_expiring ON playground_credit_lots (user_id, expires_at)
  WHERE expires_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX playground_credits_due ON playground_credits (due_at) WHERE due_at IS NOT NULL;

-- The database's own guard of the sums, also against raw SQL: when a transaction ends, the wallet it touched has the
-- sums of its lots by kind, of its open holds, and the balance of its last ledger row; and a ledger row follows from
-- the one before.
CREATE FUNCTION guard_ledger_row() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_before record;
BEGIN
  SELECT seq, balance_after INTO v_before FROM playground_credit_transactions
  WHERE user_id = NEW.user_id ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <> coalesce(v_before.seq, 0) + 1 OR NEW.balance_after <> coalesce(v_before.balance_after, 0) + NEW.amount THEN
    RAISE EXCEPTION 'ledger row % of user % does not follow from the one before', NEW.seq, NEW.user_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER playground_credit_transactions_follow BEFORE INSERT ON playground_credit_transactions
  FOR EACH ROW EXECUTE FUNCTION guard_ledger_row();

CREATE FUNCTION guard_wallet() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_user uuid := NEW.user_id;
BEGIN
  -- A movement fires this for each row it changes; the last version of its wallet is checked, once, for all of them.
  IF TG_TABLE_NAME = 'playground_credits' THEN
    PERFORM 1 FROM playground_credits w WHERE w.user_id = v_user AND w IS DISTINCT FROM NEW;
  ELSE
    PERFORM 1 FROM playground_credits w WHERE w.user_id = v_user AND w.xmin = pg_current_xact_id()::xid;
  END IF;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  PERFORM 1 FROM playground_credits w,
    LATERAL (SELECT coalesce(sum(held), 0) AS held, coalesce(sum(remaining) FILTER (WHERE kind = 'monthly'), 0) AS monthly,
        coalesce(sum(remaining) FILTER (WHERE kind = 'rollover'), 0) AS rollover,
        coalesce(sum(remaining) FILTER (WHERE kind = 'trial'), 0) AS trial,
        coalesce(sum(remaining) FILTER (WHERE kind = 'purchased'), 0) AS purchased
      FROM playground_credit_lots WHERE user_id = v_user AND remaining > 0) AS lots,
    LATERAL (SELECT coalesce(sum(amount), 0) AS held FROM playground_credit_holds
      WHERE user_id = v_user AND state = 'held') AS holds
  WHERE w.user_id = v_user AND w.held = lots.held AND w.held = holds.held AND w.monthly = lots.monthly
    AND w.rollover = lots.rollover AND w.trial = lots.trial AND w.purchased = lots.purchased
    AND coalesce((SELECT (t.seq, t.balance_after) = (w.seq, w.balance) FROM playground_credit_transactions t
      WHERE t.user_id = v_user ORDER BY t.seq DESC LIMIT 1), w.seq = 0 AND w.balance = 0);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'wallet of user % does not add up', v_user USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER playground_credits_add_up AFTER INSERT OR UPDATE ON playground_credits
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_wallet();
CREATE CONSTRAINT TRIGGER playground_credit_lots_add_up AFTER INSERT OR UPDATE ON playground_credit_lots
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_wallet();
CREATE CONSTRAINT TRIGGER playground_credit_transactions_add_up AFTER INSERT ON playground_credit_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_wallet();
CREATE CONSTRAINT TRIGGER playground_credit_holds_add_up AFTER INSERT OR UPDATE OF state ON playground_credit_holds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_wallet();

-- Debt is what clawbacks lack.
CREATE FUNCTION guard_debt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = NEW.user_id AND debt = (SELECT coalesce(sum(target - taken), 0)
    FROM playground_credit_clawbacks WHERE user_id = NEW.user_id);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'debt of user % does not add up', NEW.user_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER playground_credits_debt AFTER UPDATE OF debt ON playground_credits
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_debt();
CREATE CONSTRAINT TRIGGER playground_credit_clawbacks_debt AFTER INSERT OR UPDATE ON playground_credit_clawbacks
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_debt();

-- Facts stay: when a lot ends, that it ended, what was held and from where, what was clawed back.
CREATE TRIGGER playground_credit_lots_end_stays BEFORE UPDATE OF expires_at ON playground_credit_lots
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_lots_closed_once BEFORE UPDATE OF closed_at ON playground_credit_lots
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_holds_facts
  BEFORE DELETE OR UPDATE OF run_id, user_id, amount, pins, created_at ON playground_credit_holds
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_clawbacks_facts
  BEFORE DELETE OR UPDATE OF id, user_id, source_ref, created_at ON playground_credit_clawbacks
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_lots_not_truncated BEFORE TRUNCATE ON playground_credit_lots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_holds_not_truncated BEFORE TRUNCATE ON playground_credit_holds
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER playground_credit_clawbacks_not_truncated BEFORE TRUNCATE ON playground_credit_clawbacks
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Period k from an anchor: the anchor plus k months, clamped to the month's end, in UTC.
CREATE FUNCTION period_start(p_anchor timestamptz, p_k int) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT (p_anchor AT TIME ZONE 'UTC' + make_interval(months => p_k)) AT TIME ZONE 'UTC'
$$;

-- The number of the period that an instant falls into.
CREATE FUNCTION period_index(p_anchor timestamptz, p_at timestamptz) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT months - (period_start(p_anchor, months) > p_at)::int FROM (SELECT
    (12 * (extract(year FROM p_at AT TIME ZONE 'UTC') - extract(year FROM p_anchor AT TIME ZONE 'UTC'))
      + extract(month FROM p_at AT TIME ZONE 'UTC') - extract(month FROM p_anchor AT TIME ZONE 'UTC'))::int) AS m (months)
$$;

-- A month after the end of a lot's period. Counted from both ends, because neither alone knows the anchor's day:
-- 28 February is followed by 31 March when the period began on 31 January.
CREATE FUNCTION period_after(p_start timestamptz, p_end timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(period_start(p_end, 1), period_start(p_start, 2))
$$;

CREATE FUNCTION period_key(p_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

CREATE OR REPLACE FUNCTION plan_of(p_now timestamptz, p_user uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN EXISTS (SELECT 1 FROM subscriptions WHERE user_id = p_user AND started_at <= p_now
      AND (ended_at IS NULL OR ended_at > p_now)) THEN 'plus'
    WHEN EXISTS (SELECT 1 FROM membership_periods WHERE user_id = p_user AND valid_from <= p_now
      AND (valid_until IS NULL OR valid_until > p_now)) THEN 'organization'
    ELSE 'free' END
$$;

-- Keeps membership_periods true to organisations and their members, and wakes the wallets concerned. The instant is
-- what the changed row says (joined_at, verified_at), or app.now where a row goes and can say nothing.
CREATE FUNCTION change_instant() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('milliseconds', coalesce(nullif(current_setting('app.now', true), '')::timestamptz, now()))
$$;
CREATE FUNCTION open_membership(p_user uuid, p_organization uuid, p_from timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO membership_periods (id, user_id, organization_id, valid_from)
  VALUES (make_id(p_from), p_user, p_organization, p_from) ON CONFLICT DO NOTHING;
  UPDATE playground_credits SET due_at = least(due_at, p_from) WHERE user_id = p_user;
END $$;
CREATE FUNCTION close_membership(p_user uuid, p_organization uuid, p_until timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE membership_periods SET valid_until = greatest(valid_from, p_until)
  WHERE user_id = p_user AND organization_id = p_organization AND valid_until IS NULL
$$;
CREATE FUNCTION membership_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_verified timestamptz;
BEGIN
  IF TG_OP = 'DELETE' THEN
    PERFORM close_membership(OLD.user_id, OLD.organization_id, change_instant());
  ELSE
    SELECT verified_at INTO v_verified FROM organizations WHERE id = NEW.organization_id;
    IF v_verified IS NOT NULL THEN
      PERFORM open_membership(NEW.user_id, NEW.organization_id, greatest(v_verified, NEW.joined_at));
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER organization_members_periods AFTER INSERT OR DELETE ON organization_members
  FOR EACH ROW EXECUTE FUNCTION membership_changed();
CREATE FUNCTION verification_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.verified_at IS NOT NULL THEN
    PERFORM close_membership(user_id, NEW.id, coalesce(NEW.verified_at, change_instant()))
    FROM organization_members WHERE organization_id = NEW.id ORDER BY user_id;
  END IF;
  IF NEW.verified_at IS NOT NULL THEN
    PERFORM open_membership(user_id, NEW.id, greatest(NEW.verified_at, joined_at))
    FROM organization_members WHERE organization_id = NEW.id ORDER BY user_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER organizations_periods AFTER UPDATE OF verified_at ON organizations
  FOR EACH ROW WHEN (OLD.verified_at IS DISTINCT FROM NEW.verified_at) EXECUTE FUNCTION verification_changed();

-- A subscription that ends lets the grants of an organisation go on.
CREATE FUNCTION subscription_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE playground_credits SET due_at = least(due_at, NEW.ended_at) WHERE user_id = NEW.user_id;
  RETURN NULL;
END $$;
CREATE TRIGGER subscriptions_wake AFTER INSERT OR UPDATE OF ended_at ON subscriptions
  FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION subscription_changed();

-- The earliest instant, however long past, at which the next grant of a verified organisation falls: within a
-- membership, after the month that was granted last, not while a subscription or an older month lasts.
CREATE FUNCTION next_organization_grant(p_user uuid, p_anchor timestamptz, p_granted_until timestamptz,
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
      SELECT coalesce(ended_at, 'infinity') INTO v_ended FROM subscriptions
      WHERE user_id = p_user AND started_at <= grant_at AND (ended_at IS NULL OR ended_at > grant_at);
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

-- Takes credits out of a lot: one ledger row and the lot's remaining. The caller holds the wallet's lock.
CREATE FUNCTION ledger_take(p_at timestamptz, p_lot playground_credit_lots, p_amount int, p_key text, p_type text,
  p_description text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE playground_credit_lots SET remaining = remaining - p_amount WHERE id = p_lot.id;
  PERFORM ledger_append(p_at, p_lot.user_id, p_key, p_type, -p_amount, p_description,
    jsonb_build_array(jsonb_build_object('lotId', p_lot.id, 'kind', p_lot.kind, 'amount', -p_amount)), NULL, NULL);
END $$;

-- Ends a lot at an instant: of a month up to 200 unused credits become a rollover lot that lasts until
-- p_rollover_until, the rest expires. What runs hold stays with them.
CREATE FUNCTION ledger_close_lot(p_at timestamptz, p_lot playground_credit_lots, p_rollover_until timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_free int := p_lot.remaining - p_lot.held;
  v_carried int := CASE WHEN p_lot.kind = 'monthly' THEN least(v_free, 200) ELSE 0 END;
BEGIN
  IF v_carried > 0 THEN
    PERFORM ledger_take(p_at, p_lot, v_carried, 'rollover:' || p_lot.id || ':out', 'rollover',
      'Unused credits of the month, carried over');
  END IF;
  IF v_free > v_carried THEN
    PERFORM ledger_take(p_at, p_lot, v_free - v_carried, 'expire:' || p_lot.id, 'expire',
      CASE p_lot.kind WHEN 'monthly' THEN 'Unused credits of the month that cannot be carried over'
        ELSE 'Credits carried over from the month before' END);
  END IF;
  UPDATE playground_credit_lots SET closed_at = p_at WHERE id = p_lot.id;
  IF v_carried > 0 THEN
    PERFORM ledger_grant(p_at, p_lot.user_id, 'rollover', 'rollover', v_carried, 'rollover:' || p_lot.id,
      'Carried over from the month before', p_rollover_until, p_at);
  END IF;
END $$;

-- Brings a wallet up to an instant: ends what has ended and grants what is due, one instant after the other, each
-- written as of when it happened. Cheap when nothing is due. Answers the number of steps.
CREATE FUNCTION ledger_apply_due(p_now timestamptz, p_user uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_wallet playground_credits;
  v_expiry timestamptz;
  v_grant record;
  v_lot playground_credit_lots;
  v_steps int := 0;
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user AND due_at <= p_now;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  IF v_wallet.due_at IS NULL OR v_wallet.due_at > p_now THEN
    RETURN 0;
  END IF;
  LOOP
    SELECT min(expires_at) INTO v_expiry FROM playground_credit_lots
    WHERE user_id = p_user AND expires_at IS NOT NULL AND closed_at IS NULL;
    SELECT * INTO v_grant FROM next_organization_grant(p_user, v_wallet.anchor, v_wallet.granted_until);
    IF v_expiry <= p_now AND v_expiry <= coalesce(v_grant.grant_at, 'infinity') THEN
      -- The older rollover goes before the month becomes the new one, also when it would have lasted longer.
      FOR v_lot IN SELECT * FROM playground_credit_lots
        WHERE user_id = p_user AND closed_at IS NULL AND (expires_at = v_expiry OR kind = 'rollover' AND EXISTS (
          SELECT 1 FROM playground_credit_lots month WHERE month.user_id = p_user AND month.kind = 'monthly'
            AND month.closed_at IS NULL AND month.expires_at = v_expiry))
        ORDER BY kind DESC, id
      LOOP
        PERFORM ledger_close_lot(v_expiry, v_lot, period_after(v_lot.period_start, v_lot.expires_at));
      END LOOP;
    ELSIF v_grant.grant_at <= p_now THEN
      PERFORM ledger_grant(v_grant.grant_at, p_user, 'monthly', 'monthly', 200,
        'reset:' || p_user || ':' || period_key(v_grant.period_from),
        'Credits of the month for members of a verified organisation', v_grant.period_until, v_grant.period_from);
      v_wallet.granted_until := v_grant.period_until;
      UPDATE playground_credits SET granted_until = v_grant.period_until WHERE user_id = p_user;
    ELSE
      EXIT;
    END IF;
    v_steps := v_steps + 1;
  END LOOP;
  UPDATE playground_credits SET due_at = nullif(least(v_expiry, v_grant.grant_at), 'infinity') WHERE user_id = p_user;
  RETURN v_steps;
END $$;

-- A grant that ends some day wakes its wallet then; purchased credits first pay what is owed.
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
  IF p_expires_at IS NOT NULL THEN
    UPDATE playground_credits SET due_at = least(due_at, p_expires_at) WHERE user_id = p_user;
  END IF;
  IF p_kind = 'purchased' THEN
    PERFORM ledger_pay_debt(p_now, p_user);
  END IF;
  RETURN true;
END $$;

-- The month that a paid PRPM+ invoice brings: an older month ends first, whatever our clock says, because the
-- provider's periods rule; older rollover ends with it. Once for an invoice; true when granted now.
CREATE FUNCTION ledger_grant_month(p_now timestamptz, p_user uuid, p_invoice text, p_period_start timestamptz,
  p_period_end timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_key text := 'stripe:invoice:' || p_invoice || ':grant';
  v_earlier playground_credit_lots;
  v_month playground_credit_lots;
  v_lot playground_credit_lots;
  v_carried_until timestamptz := period_after(p_period_start, p_period_end);
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  PERFORM ledger_apply_due(p_now, p_user);
  SELECT * INTO v_earlier FROM playground_credit_lots WHERE source_ref = v_key;
  IF FOUND THEN
    IF v_earlier.user_id <> p_user THEN
      RAISE EXCEPTION 'grant % was made before with other content', v_key USING ERRCODE = 'PR001';
    END IF;
    RETURN false;
  END IF;
  SELECT * INTO v_month FROM playground_credit_lots
  WHERE user_id = p_user AND kind = 'monthly' AND closed_at IS NULL;
  IF p_period_end <= p_now OR p_period_end <= v_month.period_start THEN
    -- Told of after its end, or after the next month: it is what would be left of it, and the newer month stays.
    FOR v_lot IN SELECT * FROM playground_credit_lots
      WHERE user_id = p_user AND kind = 'rollover' AND closed_at IS NULL AND expires_at <= v_carried_until ORDER BY id
    LOOP
      PERFORM ledger_close_lot(p_now, v_lot, NULL);
    END LOOP;
    PERFORM ledger_grant(p_now, p_user, 'rollover', 'monthly', 200, v_key, 'Credits of an earlier month with PRPM+',
      v_carried_until, p_period_start);
  ELSE
    FOR v_lot IN SELECT * FROM playground_credit_lots
      WHERE user_id = p_user AND expires_at IS NOT NULL AND closed_at IS NULL AND v_month.id IS NOT NULL
      ORDER BY kind DESC, id
    LOOP
      PERFORM ledger_close_lot(p_now, v_lot, p_period_end);
    END LOOP;
    PERFORM ledger_grant(p_now, p_user, 'monthly', 'monthly', 200, v_key, 'Credits of the month with PRPM+',
      p_period_end, p_period_start);
  END IF;
  PERFORM ledger_apply_due(p_now, p_user);
  RETURN true;
END $$;

-- As before, lot by lot: a run draws on one or two, and plain statements cost a fraction of one that does it all.
CREATE OR REPLACE FUNCTION ledger_hold(p_now timestamptz, p_user uuid, p_holds jsonb, p_lease_until timestamptz)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_debt int;
  v_available int;
  v_required int;
  v_hold record;
  v_lot record;
  v_pin int;
  v_left int;
  v_pins jsonb;
BEGIN
  PERFORM ledger_apply_due(p_now, p_user);
  -- Nothing that has ended is still in it: what is not held can be spent.
  SELECT debt, balance - held INTO v_debt, v_available FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  SELECT sum(amount) INTO v_required FROM jsonb_to_recordset(p_holds) AS h (amount int);
  IF v_debt > 0 OR coalesce(v_available, 0) < v_required THEN
    RETURN jsonb_build_object('outcome', 'insufficient_credits', 'required', v_required,
      'available', coalesce(v_available, 0), 'debt', v_debt);
  END IF;
  FOR v_hold IN SELECT "runId" AS run_id, amount FROM jsonb_to_recordset(p_holds) AS h ("runId" uuid, amount int)
    ORDER BY "runId"
  LOOP
    v_left := v_hold.amount;
    v_pins := '[]';
    FOR v_lot IN SELECT id, kind, remaining - held AS free FROM playground_credit_lots
      WHERE user_id = p_user AND remaining > held AND (expires_at IS NULL OR expires_at > p_now)
      ORDER BY priority, expires_at, id
    LOOP
      EXIT WHEN v_left <= 0;
      v_pin := least(v_lot.free, v_left);
      UPDATE playground_credit_lots SET held = held + v_pin WHERE id = v_lot.id;
      v_pins := v_pins || jsonb_build_object('lotId', v_lot.id, 'kind', v_lot.kind, 'amount', v_pin);
      v_left := v_left - v_pin;
    END LOOP;
    IF v_left > 0 THEN
      RAISE EXCEPTION 'lots of user % come to less than the wallet', p_user USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    INSERT INTO playground_credit_holds (run_id, user_id, amount, pins, lease_until, created_at)
    VALUES (v_hold.run_id, p_user, v_hold.amount, v_pins, p_lease_until, p_now);
  END LOOP;
  UPDATE playground_credits SET held = held + v_required, updated_at = p_now WHERE user_id = p_user;
  RETURN jsonb_build_object('outcome', 'held', 'available', v_available - v_required);
END $$;

-- As before, its plan kept by the connection on every version of Postgres.
CREATE OR REPLACE FUNCTION ledger_append(p_now timestamptz, p_user uuid, p_key text, p_type text, p_amount int,
  p_description text, p_lots jsonb, p_run uuid, p_purchase uuid) RETURNS void LANGUAGE plpgsql AS $$
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
  SET seq = seq + 1, balance = balance + p_amount, monthly = monthly + v_moved.monthly,
    rollover = rollover + v_moved.rollover, trial = trial + v_moved.trial, purchased = purchased + v_moved.purchased,
    updated_at = p_now
  WHERE user_id = p_user RETURNING seq, balance INTO v_seq, v_balance;
  INSERT INTO playground_credit_transactions (id, user_id, seq, type, amount, balance_after, natural_key, description,
    lots, run_id, purchase_id, occurred_at)
  VALUES (make_id(p_now), p_user, v_seq, p_type, p_amount, v_balance, p_key, p_description, p_lots, p_run, p_purchase,
    p_now);
END $$;

-- As before, and: what comes back of a lot that has ended meanwhile expires with it, and what comes back of purchased
-- credits pays what is owed.
CREATE OR REPLACE FUNCTION ledger_capture(p_now timestamptz, p_run uuid, p_amount int, p_description text,
  p_reason text DEFAULT NULL) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_hold playground_credit_holds;
  v_pin record;
  v_taken int;
  v_left int := p_amount;
  v_closed boolean;
  v_drawn jsonb := '[]';
  v_late jsonb := '[]';
BEGIN
  SELECT * INTO v_hold FROM playground_credit_holds WHERE run_id = p_run;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'run % has no hold', p_run USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM 1 FROM playground_credits WHERE user_id = v_hold.user_id FOR UPDATE;
  PERFORM ledger_apply_due(p_now, v_hold.user_id);
  UPDATE playground_credit_holds
  SET state = CASE WHEN p_amount > 0 THEN 'captured' ELSE 'released' END, captured = p_amount, settled_at = p_now,
      release_reason = p_reason
  WHERE run_id = p_run AND state = 'held';
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  FOR v_pin IN SELECT (pin->>'lotId')::uuid AS lot_id, pin->>'kind' AS kind, (pin->>'amount')::int AS amount
    FROM jsonb_array_elements(v_hold.pins) AS pin
  LOOP
    v_taken := least(v_pin.amount, v_left);
    v_left := v_left - v_taken;
    UPDATE playground_credit_lots SET held = held - v_pin.amount,
      remaining = remaining - CASE WHEN closed_at IS NULL THEN v_taken ELSE v_pin.amount END
    WHERE id = v_pin.lot_id RETURNING closed_at IS NOT NULL INTO v_closed;
    IF v_taken > 0 THEN
      v_drawn := v_drawn || jsonb_build_object('lotId', v_pin.lot_id, 'kind', v_pin.kind, 'amount', -v_taken);
    END IF;
    IF v_closed AND v_taken < v_pin.amount THEN
      v_late := v_late
        || jsonb_build_object('lotId', v_pin.lot_id, 'kind', v_pin.kind, 'amount', v_taken - v_pin.amount);
    END IF;
  END LOOP;
  UPDATE playground_credits SET held = held - v_hold.amount, updated_at = p_now WHERE user_id = v_hold.user_id;
  IF p_amount > 0 THEN
    PERFORM ledger_append(p_now, v_hold.user_id, 'run:' || p_run || ':capture', 'spend', -p_amount, p_description,
      v_drawn, p_run, NULL);
  END IF;
  IF v_late <> '[]' THEN
    PERFORM ledger_append(p_now, v_hold.user_id, 'run:' || p_run || ':expire', 'expire',
      (SELECT sum(amount) FROM jsonb_to_recordset(v_late) AS lot (amount int))::int,
      'Came back from a run after its month had ended', v_late, p_run, NULL);
  END IF;
  PERFORM ledger_pay_debt(p_now, v_hold.user_id);
  RETURN p_amount;
END $$;

-- Takes up to p_amount from lots that a clawback may take from, free credits only: its own lot first, then what became
-- of it (a month's rollover), then other purchased lots when it was a purchase or pays a debt. Answers what was taken,
-- by lot.
CREATE FUNCTION ledger_collect(p_user uuid, p_source_ref text, p_amount int, p_pays_debt boolean) RETURNS jsonb LANGUAGE sql AS $$
  WITH own AS (
    SELECT id, kind FROM playground_credit_lots WHERE source_ref = p_source_ref
  ), lots AS (
    SELECT l.id, l.kind, l.remaining - l.held AS free, row_number() OVER (ORDER BY
      CASE WHEN l.id = own.id THEN 0 WHEN l.source_ref = 'rollover:' || own.id THEN 1 ELSE 2 END, l.created_at, l.id) AS place
    FROM playground_credit_lots l, own
    WHERE l.user_id = p_user AND l.remaining > l.held AND l.closed_at IS NULL
      AND (l.id = own.id OR l.source_ref = 'rollover:' || own.id
        OR l.kind = 'purchased' AND (own.kind = 'purchased' OR p_pays_debt))
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

-- Takes what a clawback still lacks, and writes it down. Answers the credits taken. The caller holds the lock.
CREATE FUNCTION ledger_collect_for(p_now timestamptz, p_id uuid, p_description text, p_pays_debt boolean)
RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_claw playground_credit_clawbacks;
  v_lots jsonb;
  v_taken int;
BEGIN
  SELECT * INTO v_claw FROM playground_credit_clawbacks WHERE id = p_id FOR UPDATE;
  v_lots := ledger_collect(v_claw.user_id, v_claw.source_ref, v_claw.target - v_claw.taken, p_pays_debt);
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

-- Pays debts with free purchased credits, the oldest first.
CREATE FUNCTION ledger_pay_debt(p_now timestamptz, p_user uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_claw record;
  v_paid int := 0;
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user AND debt > 0;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  FOR v_claw IN SELECT id, type FROM playground_credit_clawbacks
    WHERE user_id = p_user AND taken < target ORDER BY created_at, id
  LOOP
    v_paid := v_paid + ledger_collect_for(p_now, v_claw.id, 'Pays back what a ' || v_claw.type || ' left owing', true);
  END LOOP;
  UPDATE playground_credits SET debt = debt - v_paid WHERE user_id = p_user AND v_paid > 0;
  RETURN v_paid;
END $$;

-- Moves a grant's clawback to an absolute target: takes what is free, the rest is debt at once; a lower target forgives
-- debt first and then gives back what was taken, to the lots it came from; a month that has ended meanwhile stays ended.
-- What was given back pays other debts. The same target again changes nothing.
-- Answers {taken, debt}: the changes, negative where something was given back.
CREATE FUNCTION ledger_clawback(p_now timestamptz, p_source_ref text, p_type text, p_target int, p_description text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_lot playground_credit_lots;
  v_claw playground_credit_clawbacks;
  v_taken int := 0;
  v_give int;
  v_back jsonb;
  v_owed int;
  v_late jsonb;
BEGIN
  SELECT * INTO v_lot FROM playground_credit_lots WHERE source_ref = p_source_ref;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nothing was granted for %', p_source_ref USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM 1 FROM playground_credits WHERE user_id = v_lot.user_id FOR UPDATE;
  PERFORM ledger_apply_due(p_now, v_lot.user_id);
  IF p_target NOT BETWEEN 0 AND v_lot.granted THEN
    RAISE EXCEPTION 'a clawback of % from a grant of %', p_target, v_lot.granted USING ERRCODE = 'check_violation';
  END IF;
  INSERT INTO playground_credit_clawbacks (id, user_id, source_ref, type, target, created_at, updated_at)
  VALUES (make_id(p_now), v_lot.user_id, p_source_ref, p_type, 0, p_now, p_now) ON CONFLICT (source_ref) DO NOTHING;
  SELECT * INTO v_claw FROM playground_credit_clawbacks WHERE source_ref = p_source_ref FOR UPDATE;
  v_owed := v_claw.target - v_claw.taken;
  IF p_target > v_claw.target THEN
    UPDATE playground_credit_clawbacks SET target = p_target, type = p_type, updated_at = p_now WHERE id = v_claw.id;
    v_taken := ledger_collect_for(p_now, v_claw.id, p_description, false);
  ELSIF p_target < v_claw.target THEN
    v_give := greatest(0, v_claw.taken - p_target);
    -- Given back in the reverse order of taking.
    WITH taken AS (
      SELECT lot->>'lotId' AS id, lot->>'kind' AS kind, (lot->>'amount')::int AS amount, place
      FROM jsonb_array_elements(v_claw.taken_lots) WITH ORDINALITY AS t (lot, place)
    ), shares AS (
      SELECT id, kind, amount, place,
        greatest(0, least(amount, v_give - (sum(amount) OVER (ORDER BY place DESC) - amount)))::int AS back FROM taken
    ), restored AS (
      UPDATE playground_credit_lots l SET remaining = l.remaining + s.back
      FROM (SELECT id, sum(back) AS back FROM shares GROUP BY id) s
      WHERE l.id = s.id::uuid AND s.back > 0 AND l.closed_at IS NULL
    ), kept AS (
      UPDATE playground_credit_clawbacks SET target = p_target, taken = v_claw.taken - v_give,
        moves = moves + (v_give > 0)::int, updated_at = p_now,
        taken_lots = coalesce((SELECT jsonb_agg(jsonb_build_object('lotId', id, 'kind', kind, 'amount', amount - back)
          ORDER BY place) FROM shares WHERE amount > back), '[]')
      WHERE id = v_claw.id
    )
    SELECT jsonb_agg(jsonb_build_object('lotId', id, 'kind', kind, 'amount', back) ORDER BY place DESC) INTO v_back
    FROM shares WHERE back > 0;
    IF v_give > 0 THEN
      PERFORM ledger_append(p_now, v_lot.user_id,
        regexp_replace(p_source_ref, ':grant$', '') || ':clawback:' || v_claw.moves + 1, p_type, v_give, p_description,
        v_back, NULL, v_lot.purchase_id);
      v_taken := -v_give;
      SELECT jsonb_agg(back || jsonb_build_object('amount', -(back->>'amount')::int)) INTO v_late
      FROM jsonb_array_elements(v_back) AS back
      WHERE EXISTS (SELECT 1 FROM playground_credit_lots WHERE id = (back->>'lotId')::uuid AND closed_at IS NOT NULL);
      IF v_late IS NOT NULL THEN
        PERFORM ledger_append(p_now, v_lot.user_id,
          regexp_replace(p_source_ref, ':grant$', '') || ':expire:' || v_claw.moves + 1, 'expire',
          (SELECT sum(amount) FROM jsonb_to_recordset(v_late) AS lot (amount int))::int,
          'Given back to a month that has ended', v_late, NULL, v_lot.purchase_id);
      END IF;
    END IF;
  END IF;
  SELECT target - taken - v_owed INTO v_owed FROM playground_credit_clawbacks WHERE id = v_claw.id;
  UPDATE playground_credits SET debt = debt + v_owed WHERE user_id = v_lot.user_id AND v_owed <> 0;
  IF v_give > 0 THEN
    PERFORM ledger_pay_debt(p_now, v_lot.user_id);
  END IF;
  RETURN jsonb_build_object('taken', v_taken, 'debt', v_owed);
END $$;

-- An operator's correction, with its reason. Given credits are their own lot and never expire; taken ones come from
-- what is free, in burn order, and never more than that (PR002). Once for a key; the audit log has it in the same
-- transaction.
CREATE FUNCTION ledger_adjust(p_now timestamptz, p_user uuid, p_amount int, p_key text, p_reason text, p_actor uuid)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_earlier playground_credit_transactions;
  v_lots jsonb;
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'user % has no wallet', p_user USING ERRCODE = 'foreign_key_violation';
  END IF;
  PERFORM ledger_apply_due(p_now, p_user);
  SELECT * INTO v_earlier FROM playground_credit_transactions WHERE natural_key = p_key;
  IF FOUND THEN
    IF (v_earlier.user_id, v_earlier.amount, v_earlier.description) IS DISTINCT FROM (p_user, p_amount, p_reason) THEN
      RAISE EXCEPTION 'adjustment % was made before with other content', p_key USING ERRCODE = 'PR001';
    END IF;
    RETURN false;
  END IF;
  INSERT INTO audit_log (id, actor_id, action, subject, details, created_at)
  VALUES (make_id(p_now), p_actor, 'credits.adjust', p_user, jsonb_build_object('amount', p_amount, 'reason', p_reason,
    'key', p_key), p_now);
  IF p_amount > 0 THEN
    RETURN ledger_grant(p_now, p_user, 'trial', 'adjustment', p_amount, p_key, p_reason);
  END IF;
  IF ledger_available(p_now, p_user) < -p_amount THEN
    RAISE EXCEPTION 'user % has fewer free credits than that', p_user USING ERRCODE = 'PR002';
  END IF;
  WITH lots AS (
    SELECT id, kind, remaining - held AS free, row_number() OVER (ORDER BY priority, expires_at NULLS LAST, id) AS place
    FROM playground_credit_lots
    WHERE user_id = p_user AND remaining > held AND (expires_at IS NULL OR expires_at > p_now)
  ), shares AS (
    SELECT id, kind, place, greatest(0, least(free, -p_amount - (sum(free) OVER (ORDER BY place) - free)))::int AS amount
    FROM lots
  ), taken AS (
    UPDATE playground_credit_lots l SET remaining = l.remaining - s.amount
    FROM shares s WHERE l.id = s.id AND s.amount > 0 RETURNING s.id, s.kind, s.amount, s.place
  )
  SELECT jsonb_agg(jsonb_build_object('lotId', id, 'kind', kind, 'amount', -amount) ORDER BY place) INTO v_lots FROM taken;
  PERFORM ledger_append(p_now, p_user, p_key, 'adjustment', p_amount, p_reason, v_lots, NULL, NULL);
  RETURN true;
END $$;

-- Brings wallets up to an instant before their users come, at most p_limit, leaving out those that somebody works on.
-- Answers how many wallets were due.
CREATE FUNCTION ledger_apply_all_due(p_now timestamptz, p_limit int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_user uuid;
  v_count int := 0;
BEGIN
  FOR v_user IN SELECT user_id FROM (
      SELECT user_id FROM playground_credits WHERE due_at <= p_now ORDER BY due_at LIMIT p_limit FOR UPDATE SKIP LOCKED
    ) AS due ORDER BY user_id
  LOOP
    PERFORM ledger_apply_due(p_now, v_user);
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END $$;

-- What a user holds, by kind, with the instants at which something changes; brings the wallet up to date first.
CREATE FUNCTION credit_summary(p_now timestamptz, p_user uuid) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_wallet playground_credits;
  v_month playground_credit_lots;
  v_rollover playground_credit_lots;
  v_plan text;
  v_renews timestamptz;
BEGIN
  PERFORM ledger_apply_due(p_now, p_user);
  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO v_month FROM playground_credit_lots
  WHERE user_id = p_user AND kind = 'monthly' AND closed_at IS NULL;
  SELECT * INTO v_rollover FROM playground_credit_lots
  WHERE user_id = p_user AND kind = 'rollover' AND closed_at IS NULL ORDER BY expires_at LIMIT 1;
  v_plan := plan_of(p_now, p_user);
  RETURN jsonb_build_object('balance', v_wallet.balance, 'held', v_wallet.held, 'debt', v_wallet.debt, 'plan', v_plan,
    'available', v_wallet.balance - v_wallet.held,
    'breakdown', jsonb_build_object('monthly', v_wallet.monthly, 'rollover', v_wallet.rollover,
      'trial', v_wallet.trial, 'purchased', v_wallet.purchased),
    'monthly', jsonb_build_object('allocated', coalesce(v_month.granted, 0),
      'used', coalesce(v_month.granted - v_month.remaining, 0), 'remaining', coalesce(v_month.remaining, 0),
      'resetAt', v_month.expires_at, 'renewing', v_plan <> 'free'),
    'rollover', jsonb_build_object('amount', v_wallet.rollover, 'expiresAt',
      CASE WHEN v_rollover.id IS NOT NULL THEN least(v_rollover.expires_at, v_month.expires_at) END),
    'purchased', v_wallet.purchased);
END $$;

-- What is there already: memberships of verified organisations begin at their verification or joining; months that
-- were granted wake their wallets, and so do memberships that were granted none.
INSERT INTO membership_periods (id, user_id, organization_id, valid_from)
SELECT make_id(now()), m.user_id, m.organization_id, date_trunc('milliseconds', greatest(o.verified_at, m.joined_at, w.anchor))
FROM organization_members m JOIN organizations o ON o.id = m.organization_id
JOIN playground_credits w ON w.user_id = m.user_id WHERE o.verified_at IS NOT NULL;
UPDATE playground_credits w SET granted_until = l.expires_at, due_at = l.expires_at
FROM playground_credit_lots l WHERE l.user_id = w.user_id AND l.kind = 'monthly' AND l.closed_at IS NULL;
UPDATE playground_credits w SET due_at = m.valid_from
FROM (SELECT user_id, min(valid_from) AS valid_from FROM membership_periods GROUP BY 1) m
WHERE m.user_id = w.user_id AND w.granted_until IS NULL;
