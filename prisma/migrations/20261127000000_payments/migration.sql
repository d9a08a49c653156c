-- Money that comes in and goes back through Stripe. Stripe's objects are the truth: what is written here was read from
-- them, under a revision that keeps an older reading from replacing a newer one. Only paid purchases and paid invoices
-- grant, only refunds and withdrawn disputes take back, each by its own key, however often they are told of.

-- A user's customer at Stripe, and how often and where they were sent to subscribe.
CREATE TABLE "stripe_customers" (
    "user_id" UUID NOT NULL,
    "stripe_customer_id" TEXT NOT NULL,
    "subscribe_attempt" INTEGER NOT NULL DEFAULT 0,
    "subscribe_session_id" TEXT,
    "subscribe_open" BOOLEAN NOT NULL DEFAULT false,
    "subscribe_checked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stripe_customers_pkey" PRIMARY KEY ("user_id")
);

-- What Stripe told us, whether by webhook or found by the reconcile job, and what came of it.
CREATE TABLE "stripe_events" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "object_id" TEXT,
    "created" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 1,
    "last_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "error" TEXT,

    CONSTRAINT "stripe_events_pkey" PRIMARY KEY ("id")
);

-- One month of PRPM+ as Stripe billed it.
CREATE TABLE "subscription_invoices" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "stripe_subscription_id" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "billing_reason" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "due_cents" INTEGER NOT NULL,
    "paid_cents" INTEGER NOT NULL,
    "tax_cents" INTEGER NOT NULL DEFAULT 0,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "period_end" TIMESTAMPTZ(3) NOT NULL,
    "stripe_payment_intent_id" TEXT,
    "hosted_url" TEXT,
    "pdf_url" TEXT,
    "receipt_url" TEXT,
    "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    "disputed_cents" INTEGER NOT NULL DEFAULT 0,
    "grants" BOOLEAN NOT NULL,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "subscription_invoices_pkey" PRIMARY KEY ("id")
);

-- A refund that an operator asked for: written before Stripe is asked, and made when Stripe has it. One at a time.
CREATE TABLE "purchase_refunds" (
    "key" UUID NOT NULL,
    "purchase_id" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "amount_cents" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "made_at" TIMESTAMPTZ(3),

    CONSTRAINT "purchase_refunds_pkey" PRIMARY KEY ("key")
);

ALTER TABLE "playground_credit_purchases"
    ADD COLUMN "mode" TEXT NOT NULL DEFAULT 'checkout',
    ADD COLUMN "idempotency_key" TEXT,
    ADD COLUMN "stripe_checkout_session_id" TEXT,
    ADD COLUMN "receipt_url" TEXT,
    ADD COLUMN "paid_cents" INTEGER,
    ADD COLUMN "tax_cents" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "refunded_cents" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "disputed_cents" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "failure" TEXT,
    ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "checked_at" TIMESTAMPTZ(3);

ALTER TABLE "subscriptions"
    ADD COLUMN "stripe_subscription_id" TEXT,
    ADD COLUMN "current_period_start" TIMESTAMPTZ(3),
    ADD COLUMN "current_period_end" TIMESTAMPTZ(3),
    ADD COLUMN "cancel_at" TIMESTAMPTZ(3),
    ADD COLUMN "is_extra" BOOLEAN NOT NULL DEFAULT false,
    ADD COLUMN "revision" INTEGER NOT NULL DEFAULT 1,
    ADD COLUMN "updated_at" TIMESTAMPTZ(3);

CREATE UNIQUE INDEX "stripe_customers_stripe_customer_id_key" ON "stripe_customers"("stripe_customer_id");
CREATE INDEX "stripe_events_received_at_id_idx" ON "stripe_events"("received_at" DESC, "id" DESC);
CREATE INDEX "purchase_refunds_purchase_id_idx" ON "purchase_refunds"("purchase_id");
CREATE INDEX "subscription_invoices_user_id_created_at_idx" ON "subscription_invoices"("user_id", "created_at");
CREATE UNIQUE INDEX "subscription_invoices_stripe_payment_intent_id_key" ON "subscription_invoices"("stripe_payment_intent_id");
CREATE UNIQUE INDEX "playground_credit_purchases_stripe_checkout_session_id_key" ON "playground_credit_purchases"("stripe_checkout_session_id");
CREATE UNIQUE INDEX "playground_credit_purchases_user_id_idempotency_key_key" ON "playground_credit_purchases"("user_id", "idempotency_key");
CREATE UNIQUE INDEX "subscriptions_stripe_subscription_id_key" ON "subscriptions"("stripe_subscription_id");

ALTER TABLE "stripe_customers" ADD CONSTRAINT "stripe_customers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "subscription_invoices" ADD CONSTRAINT "subscription_invoices_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "purchase_refunds" ADD CONSTRAINT "purchase_refunds_purchase_id_fkey" FOREIGN KEY ("purchase_id") REFERENCES "playground_credit_purchases"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What a schema file cannot say.

ALTER TABLE purchase_refunds ADD CONSTRAINT purchase_refunds_sound CHECK (part IN ('whole', 'unused') AND amount_cents > 0);
CREATE UNIQUE INDEX purchase_refunds_one_at_a_time ON purchase_refunds (purchase_id) WHERE made_at IS NULL;
ALTER TABLE stripe_events ADD CONSTRAINT stripe_events_source_known CHECK (source IN ('webhook', 'reconcile'));
CREATE INDEX stripe_events_waiting ON stripe_events (received_at) WHERE handled_at IS NULL;
ALTER TABLE playground_credit_purchases
  ADD CONSTRAINT playground_credit_purchases_status_known CHECK (status IN ('open', 'processing', 'paid', 'failed', 'expired')),
  ADD CONSTRAINT playground_credit_purchases_mode_known CHECK (mode IN ('checkout', 'elements')),
  ADD CONSTRAINT playground_credit_purchases_paid CHECK (status <> 'paid' OR paid_cents IS NULL
    OR paid_cents - tax_cents = amount_cents),
  ADD CONSTRAINT playground_credit_purchases_back CHECK (tax_cents >= 0 AND refunded_cents >= 0 AND disputed_cents >= 0);
CREATE INDEX playground_credit_purchases_unfinished ON playground_credit_purchases (created_at)
  WHERE status IN ('open', 'processing');
ALTER TABLE subscription_invoices ADD CONSTRAINT subscription_invoices_amounts CHECK (due_cents >= 0 AND paid_cents >= 0
  AND tax_cents >= 0 AND refunded_cents >= 0 AND disputed_cents >= 0 AND period_end > period_start);
-- One subscription a user. A second one, which only Stripe's dashboard can make, is kept as what it is.
CREATE FUNCTION subscription_is_live(p_status text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_status NOT IN ('canceled', 'incomplete', 'incomplete_expired')
$$;
DROP INDEX subscriptions_one_a_user;
CREATE UNIQUE INDEX subscriptions_one_a_user ON subscriptions (user_id) WHERE ended_at IS NULL AND NOT is_extra
  AND subscription_is_live(status);

-- Moves what is taken back of a grant to a target. Answers {taken, debt}, or null when it stands there already.
CREATE FUNCTION take_back(p_now timestamptz, p_source_ref text, p_target int, p_type text) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_before int;
BEGIN
  SELECT coalesce(c.target, 0) INTO v_before FROM playground_credit_lots l
  LEFT JOIN playground_credit_clawbacks c USING (source_ref) WHERE l.source_ref = p_source_ref;
  IF NOT FOUND OR p_target IS NULL OR p_target = v_before THEN
    RETURN NULL;
  END IF;
  RETURN ledger_clawback(p_now, p_source_ref, p_type, p_target, CASE
    WHEN p_type = 'dispute' AND p_target > v_before THEN 'Payment disputed'
    WHEN p_type = 'dispute' THEN 'Disputed payment that came back'
    WHEN p_target > v_before THEN 'Payment refunded'
    ELSE 'Refund that did not go through' END);
END $$;

-- A reading may say something new only when nobody has written since it began: the revision of its row, which grows
-- with each writing, is looked up before Stripe is asked. One that says what is stored already is never refused, so that
-- many readings of one state do not make each other begin again. The revision of a row that is not there yet is 0.
CREATE FUNCTION refuse_stale(p_stored int, p_read int) RETURNS void LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF p_stored <> p_read THEN
    RAISE EXCEPTION 'read at revision %, which is % by now', p_read, p_stored USING ERRCODE = 'PR003';
  END IF;
END $$;

-- Writes down how a purchase stands at Stripe and moves credits with it: its grant once it is paid, and back what went
-- back. p: {purchaseId, revision, status?, userId, package, credits, amountCents, currency, mode, sessionId?,
-- paymentIntentId?, receiptUrl?, paidCents?, taxCents?, refundedCents?, disputedCents?, takenBack?,
-- failure?}; what is missing stays as it is. `takenBack` is how many credits the money that went back comes to. A row
-- that is missing, as after a restored backup, is made. Paid stays paid.
-- Answers {userId, granted, taken, debt}.
CREATE FUNCTION settle_purchase(p_now timestamptz, p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_id uuid := (p->>'purchaseId')::uuid;
  v_before playground_credit_purchases;
  v_after playground_credit_purchases;
  v_news playground_credit_purchases;
  v_granted boolean := false;
  v_back jsonb;
BEGIN
  INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, mode, created_at)
  VALUES (v_id, (p->>'userId')::uuid, p->>'package', (p->>'credits')::int, (p->>'amountCents')::int, p->>'currency',
    p->>'mode', p_now) ON CONFLICT (id) DO NOTHING;
  PERFORM ledger_lock(p_now, user_id) FROM playground_credit_purchases WHERE id = v_id;
  SELECT * INTO v_before FROM playground_credit_purchases WHERE id = v_id FOR UPDATE;
  UPDATE playground_credit_purchases SET
    status = CASE WHEN status = 'paid' THEN 'paid' ELSE coalesce(p->>'status', status) END,
    stripe_checkout_session_id = coalesce(p->>'sessionId', stripe_checkout_session_id),
    stripe_payment_intent_id = coalesce(p->>'paymentIntentId', stripe_payment_intent_id),
    receipt_url = coalesce(p->>'receiptUrl', receipt_url),
    paid_cents = coalesce((p->>'paidCents')::int, paid_cents),
    tax_cents = coalesce((p->>'taxCents')::int, tax_cents),
    refunded_cents = coalesce((p->>'refundedCents')::int, refunded_cents),
    disputed_cents = coalesce((p->>'disputedCents')::int, disputed_cents),
    failure = CASE WHEN p->>'status' = 'paid' THEN NULL ELSE coalesce(p->>'failure', failure) END,
    completed_at = CASE
      WHEN p->>'status' = 'paid' AND status <> 'paid' THEN p_now
      WHEN p->>'status' IN ('failed', 'expired') THEN coalesce(completed_at, p_now)
      ELSE completed_at END,
    checked_at = p_now,
    revision = revision + 1
  WHERE id = v_id RETURNING * INTO v_after;
  -- What every writing changes is no news.
  v_news := v_before;
  v_news.checked_at := v_after.checked_at;
  v_news.revision := v_after.revision;
  IF v_news IS DISTINCT FROM v_after THEN
    PERFORM refuse_stale(v_before.revision, (p->>'revision')::int);
  END IF;
  IF v_after.status = 'paid' THEN
    v_granted := ledger_grant(p_now, v_after.user_id, 'purchased', 'purchase', v_after.credits,
      'stripe:pi:' || v_after.stripe_payment_intent_id || ':grant', 'Bought ' || v_after.credits || ' credits', NULL,
      NULL, v_id);
    v_back := take_back(p_now, 'stripe:pi:' || v_after.stripe_payment_intent_id || ':grant', (p->>'takenBack')::int,
      CASE WHEN v_after.disputed_cents <> v_before.disputed_cents THEN 'dispute' ELSE 'refund' END);
  END IF;
  RETURN jsonb_build_object('userId', v_after.user_id,
    'granted', CASE WHEN v_granted THEN v_after.credits ELSE 0 END,
    'taken', coalesce((v_back->>'taken')::int, 0), 'debt', coalesce((v_back->>'debt')::int, 0));
END $$;

-- Writes down how a subscription stands at Stripe; moves no credits, and tells the operator of a second one. What has
-- ended there has ended here, also where Stripe's clock is ahead of ours; what has begun there has begun.
-- p: {id, revision, userId, status, startedAt, endedAt?, periodStart?, periodEnd?, cancelAt?}. Answers {userId, isExtra}.
CREATE FUNCTION settle_subscription(p_now timestamptz, p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_user uuid := (p->>'userId')::uuid;
  v_is_over boolean := p->>'status' IN ('canceled', 'incomplete_expired');
  v_stored subscriptions;
  v_after subscriptions;
  v_news subscriptions;
  v_is_new boolean;
BEGIN
  PERFORM ledger_lock(p_now, v_user);
  -- The trigger that wakes the wallet takes its instant from here.
  PERFORM set_config('app.now', p_now::text, true);
  SELECT * INTO v_stored FROM subscriptions WHERE stripe_subscription_id = p->>'id' FOR UPDATE;
  v_is_new := NOT FOUND;
  IF v_is_new THEN
    -- Whether it is the one that counts is decided below; until then it must not stand beside that one.
    INSERT INTO subscriptions (id, user_id, status, started_at, created_at, stripe_subscription_id, is_extra)
    VALUES (make_id(p_now), v_user, p->>'status', least((p->>'startedAt')::timestamptz, p_now), p_now, p->>'id', true)
    RETURNING * INTO v_stored;
  END IF;
  UPDATE subscriptions SET status = p->>'status',
    ended_at = CASE WHEN v_is_over THEN coalesce(ended_at, least((p->>'endedAt')::timestamptz, p_now), p_now) END,
    current_period_start = (p->>'periodStart')::timestamptz, current_period_end = (p->>'periodEnd')::timestamptz,
    cancel_at = (p->>'cancelAt')::timestamptz, updated_at = p_now,
    is_extra = subscription_is_live(p->>'status') AND EXISTS (
      SELECT 1 FROM subscriptions other WHERE other.user_id = v_user AND other.id <> v_stored.id AND other.ended_at IS NULL
        AND NOT other.is_extra AND subscription_is_live(other.status)),
    revision = CASE WHEN v_is_new THEN 1 ELSE revision + 1 END
  WHERE id = v_stored.id RETURNING * INTO v_after;
  v_news := v_stored;
  v_news.updated_at := v_after.updated_at;
  v_news.revision := v_after.revision;
  IF v_is_new OR v_news IS DISTINCT FROM v_after THEN
    PERFORM refuse_stale(CASE WHEN v_is_new THEN 0 ELSE v_stored.revision END, (p->>'revision')::int);
  END IF;
  IF v_after.is_extra THEN
    INSERT INTO alerts (id, kind, subject, day, message, details, created_at)
    VALUES (make_id(p_now), 'second_subscription', v_user::text, (p_now AT TIME ZONE 'UTC')::date,
      'A user has two subscriptions of PRPM+; end one of them at Stripe and refund it',
      jsonb_build_object('userId', v_user, 'subscription', p->>'id'), p_now)
    ON CONFLICT (kind, subject, day) DO NOTHING;
  END IF;
  RETURN jsonb_build_object('userId', v_user, 'isExtra', v_after.is_extra);
END $$;

-- Writes down how an invoice of PRPM+ stands at Stripe and moves credits with it: the month's 200 once it is paid (when
-- `grants`), and back what went back. p: {id, revision, userId, subscriptionId, status, billingReason, currency,
-- dueCents, paidCents, taxCents, periodStart, periodEnd, paymentIntentId?, hostedUrl?, pdfUrl?, receiptUrl?,
-- refundedCents?, disputedCents?, takenBack?, createdAt, grants}. Answers {userId, granted, taken, debt}.
CREATE FUNCTION settle_invoice(p_now timestamptz, p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_user uuid := (p->>'userId')::uuid;
  v_before subscription_invoices;
  v_after subscription_invoices;
  v_news subscription_invoices;
  v_granted boolean := false;
  v_back jsonb;
BEGIN
  PERFORM ledger_lock(p_now, v_user);
  SELECT * INTO v_before FROM subscription_invoices WHERE id = p->>'id' FOR UPDATE;
  INSERT INTO subscription_invoices (id, user_id, stripe_subscription_id, status, billing_reason, currency, due_cents,
    paid_cents, tax_cents, period_start, period_end, stripe_payment_intent_id, hosted_url, pdf_url, receipt_url,
    refunded_cents, disputed_cents, grants, created_at, updated_at)
  VALUES (p->>'id', v_user, p->>'subscriptionId', p->>'status', p->>'billingReason', p->>'currency',
    (p->>'dueCents')::int, (p->>'paidCents')::int, (p->>'taxCents')::int, (p->>'periodStart')::timestamptz,
    (p->>'periodEnd')::timestamptz, p->>'paymentIntentId', p->>'hostedUrl', p->>'pdfUrl', p->>'receiptUrl',
    coalesce((p->>'refundedCents')::int, 0), coalesce((p->>'disputedCents')::int, 0), (p->>'grants')::boolean,
    (p->>'createdAt')::timestamptz, p_now)
  ON CONFLICT (id) DO UPDATE SET status = excluded.status, due_cents = excluded.due_cents,
    paid_cents = excluded.paid_cents, tax_cents = excluded.tax_cents, period_start = excluded.period_start,
    period_end = excluded.period_end,
    stripe_payment_intent_id = coalesce(excluded.stripe_payment_intent_id, subscription_invoices.stripe_payment_intent_id),
    hosted_url = coalesce(excluded.hosted_url, subscription_invoices.hosted_url),
    pdf_url = coalesce(excluded.pdf_url, subscription_invoices.pdf_url),
    receipt_url = coalesce(excluded.receipt_url, subscription_invoices.receipt_url),
    refunded_cents = coalesce((p->>'refundedCents')::int, subscription_invoices.refunded_cents),
    disputed_cents = coalesce((p->>'disputedCents')::int, subscription_invoices.disputed_cents),
    grants = excluded.grants,
    updated_at = p_now, revision = subscription_invoices.revision + 1
  RETURNING * INTO v_after;
  v_news := v_before;
  v_news.updated_at := v_after.updated_at;
  v_news.revision := v_after.revision;
  IF v_news IS DISTINCT FROM v_after THEN
    PERFORM refuse_stale(coalesce(v_before.revision, 0), (p->>'revision')::int);
  END IF;
  IF v_after.grants THEN
    v_granted := ledger_grant_month(p_now, v_user, v_after.id, v_after.period_start, v_after.period_end);
  END IF;
  v_back := take_back(p_now, 'stripe:invoice:' || v_after.id || ':grant', (p->>'takenBack')::int,
    CASE WHEN v_after.disputed_cents <> coalesce(v_before.disputed_cents, 0) THEN 'dispute' ELSE 'refund' END);
  RETURN jsonb_build_object('userId', v_user, 'granted', coalesce((SELECT granted FROM playground_credit_lots
      WHERE v_granted AND source_ref = 'stripe:invoice:' || v_after.id || ':grant'), 0),
    'taken', coalesce((v_back->>'taken')::int, 0), 'debt', coalesce((v_back->>'debt')::int, 0));
END $$;

-- Applies what was read from Stripe: {kind: purchase, subscription or invoice, ...}. Answers what it came to.
CREATE FUNCTION settle_reading(p_now timestamptz, p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_result jsonb;
BEGIN
  CASE p->>'kind'
    WHEN 'purchase' THEN v_result := settle_purchase(p_now, p);
    WHEN 'subscription' THEN v_result := settle_subscription(p_now, p);
    WHEN 'invoice' THEN v_result := settle_invoice(p_now, p);
  END CASE;
  RETURN v_result || jsonb_build_object('kind', p->'kind');
END $$;

-- What an applied reading came to, in words for the answer and for operators.
CREATE FUNCTION outcome_of(r jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN r->>'kind' = 'subscription' AND (r->>'isExtra')::boolean THEN 'second subscription stored'
    WHEN r->>'kind' = 'subscription' THEN 'subscription stored'
    WHEN (r->>'granted')::int > 0 THEN 'granted ' || (r->>'granted')
    WHEN (r->>'taken')::int > 0 OR (r->>'debt')::int > 0
      THEN 'took back ' || (r->>'taken') || CASE WHEN (r->>'debt')::int > 0 THEN ', ' || (r->>'debt') || ' owed' ELSE '' END
    WHEN (r->>'taken')::int < 0 OR (r->>'debt')::int < 0
      THEN 'gave back ' || -((r->>'taken')::int + (r->>'debt')::int)
    ELSE 'nothing to change' END
$$;

-- Stores an event and applies its effect, both or neither. An event that was handled before changes nothing, unless
-- somebody asks for it again. p: {id, type, objectId, created, payload, source, again, note?}; a note says why there is
-- no reading to apply (p_reading is null). Answers {already, outcome}.
CREATE FUNCTION handle_stripe_event(p_now timestamptz, p jsonb, p_reading jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_event stripe_events;
  v_outcome text;
BEGIN
  INSERT INTO stripe_events (id, type, object_id, created, payload, source, received_at, last_attempt_at, attempts)
  VALUES (p->>'id', p->>'type', p->>'objectId', (p->>'created')::timestamptz, p->'payload', p->>'source', p_now, p_now, 0)
  ON CONFLICT (id) DO NOTHING;
  SELECT * INTO v_event FROM stripe_events WHERE id = p->>'id' FOR UPDATE;
  IF v_event.handled_at IS NOT NULL AND NOT (p->>'again')::boolean THEN
    UPDATE stripe_events SET attempts = attempts + 1, last_attempt_at = p_now WHERE id = v_event.id;
    RETURN jsonb_build_object('already', true, 'outcome', v_event.outcome);
  END IF;
  v_outcome := p->>'note';
  IF p_reading IS NOT NULL THEN
    v_outcome := outcome_of(settle_reading(p_now, p_reading));
  END IF;
  UPDATE stripe_events SET attempts = attempts + 1, last_attempt_at = p_now, handled_at = coalesce(handled_at, p_now),
    outcome = v_outcome, error = NULL WHERE id = v_event.id;
  RETURN jsonb_build_object('already', false, 'outcome', v_outcome);
END $$;

-- Does another month follow by itself: of a subscription that is paid and not canceled, or of an organisation?
CREATE FUNCTION month_renews(p_now timestamptz, p_user uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = p_user AND subscription_lasts(s, p_now)
      AND s.status IN ('trialing', 'active') AND s.cancel_at IS NULL)
    OR EXISTS (SELECT 1 FROM membership_periods WHERE user_id = p_user AND valid_from <= p_now
      AND (valid_until IS NULL OR valid_until > p_now))
$$;

-- As before, and: a month of a subscription that is canceled or not paid does not begin again.
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
      'resetAt', v_month.expires_at, 'renewing', month_renews(p_now, p_user)),
    'rollover', jsonb_build_object('amount', v_wallet.rollover, 'expiresAt', v_lots.rollover_ends),
    'purchased', v_wallet.purchased,
    'details', jsonb_build_object('readAt', p_now, 'held', v_lots.held, 'given', v_lots.given,
      'rollovers', v_lots.rollovers, 'debts', v_debts,
      'runs', (SELECT count(*) FROM playground_credit_holds WHERE user_id = p_user AND state = 'held')));
END $$;
