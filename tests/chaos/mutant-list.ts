/** A guard of the ledger, removed by replacing a text that is in force in the migrations exactly once. */
export type Mutant = {
  name: string;
  find: string;
  replace: string;
  /** Why no test can tell: another guard stands behind it. */
  survives?: string;
};

export const MUTANTS: readonly Mutant[] = [
  {
    name: "unique source of a lot",
    find: 'CREATE UNIQUE INDEX "playground_credit_lots_source_ref_key"',
    replace: 'CREATE INDEX "playground_credit_lots_source_ref_key"',
  },
  {
    name: "unique key of a ledger row",
    find: 'CREATE UNIQUE INDEX "playground_credit_transactions_natural_key_key"',
    replace: 'CREATE INDEX "playground_credit_transactions_natural_key_key"',
  },
  {
    name: "unique number of a ledger row",
    find: 'CREATE UNIQUE INDEX "playground_credit_transactions_user_id_seq_key"',
    replace: 'CREATE INDEX "playground_credit_transactions_user_id_seq_key"',
    survives: "the trigger on ledger rows refuses a number that does not follow, before the key is asked",
  },
  {
    name: "one open month",
    find: "CREATE UNIQUE INDEX playground_credit_lots_one_open_month",
    replace: "CREATE INDEX playground_credit_lots_one_open_month",
  },
  {
    name: "check playground_credits_cache",
    find: "ADD CONSTRAINT playground_credits_cache CHECK (balance = monthly + rollover + trial + purchased)",
    replace: "ADD CONSTRAINT playground_credits_cache CHECK (true)",
  },
  {
    name: "check playground_credits_not_negative",
    find: `ADD CONSTRAINT playground_credits_not_negative
    CHECK (monthly >= 0 AND rollover >= 0 AND trial >= 0 AND purchased >= 0 AND debt >= 0 AND seq >= 0)`,
    replace: "ADD CONSTRAINT playground_credits_not_negative CHECK (true)",
  },
  {
    name: "check playground_credits_held",
    find: "ADD CONSTRAINT playground_credits_held CHECK (held BETWEEN 0 AND balance)",
    replace: "ADD CONSTRAINT playground_credits_held CHECK (true)",
  },
  {
    name: "check playground_credit_lots_kind_known",
    find: "ADD CONSTRAINT playground_credit_lots_kind_known CHECK (kind IN ('monthly', 'rollover', 'trial', 'purchased'))",
    replace: "ADD CONSTRAINT playground_credit_lots_kind_known CHECK (true)",
  },
  {
    name: "check playground_credit_lots_remaining",
    find: "ADD CONSTRAINT playground_credit_lots_remaining CHECK (granted > 0 AND remaining BETWEEN 0 AND granted)",
    replace: "ADD CONSTRAINT playground_credit_lots_remaining CHECK (true)",
  },
  {
    name: "check playground_credit_lots_held",
    find: "ADD CONSTRAINT playground_credit_lots_held CHECK (held BETWEEN 0 AND remaining)",
    replace: "ADD CONSTRAINT playground_credit_lots_held CHECK (true)",
  },
  {
    name: "check playground_credit_lots_expiry",
    find: "ADD CONSTRAINT playground_credit_lots_expiry CHECK ((kind IN ('trial', 'purchased')) = (expires_at IS NULL))",
    replace: "ADD CONSTRAINT playground_credit_lots_expiry CHECK (true)",
  },
  {
    name: "check playground_credit_holds_amount",
    find: "ADD CONSTRAINT playground_credit_holds_amount CHECK (amount > 0 AND captured BETWEEN 0 AND amount)",
    replace: "ADD CONSTRAINT playground_credit_holds_amount CHECK (true)",
  },
  {
    name: "check playground_credit_holds_settled",
    find: `ADD CONSTRAINT playground_credit_holds_settled
    CHECK ((state = 'held') = (settled_at IS NULL) AND (state = 'captured') = (captured > 0))`,
    replace: "ADD CONSTRAINT playground_credit_holds_settled CHECK (true)",
  },
  {
    name: "check playground_credit_lots_purchase",
    find: "ADD CONSTRAINT playground_credit_lots_purchase CHECK ((kind = 'purchased') = (purchase_id IS NOT NULL))",
    replace: "ADD CONSTRAINT playground_credit_lots_purchase CHECK (true)",
  },
  {
    name: "one lot a purchase",
    find: 'CREATE UNIQUE INDEX "playground_credit_lots_purchase_id_key"',
    replace: 'CREATE INDEX "playground_credit_lots_purchase_id_key"',
  },
  {
    name: "one subscription a user",
    find: "CREATE UNIQUE INDEX subscriptions_one_a_user",
    replace: "CREATE INDEX subscriptions_one_a_user",
  },
  {
    name: "check subscriptions_status_known",
    find: `CHECK (status IN ('incomplete', 'incomplete_expired',
  'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused'))`,
    replace: "CHECK (true)",
  },
  {
    name: "an unpaid subscription is none",
    find: "p_subscription.status IN ('trialing', 'active', 'past_due', 'canceled') AND p_subscription.started_at",
    replace: "p_subscription.started_at",
  },
  {
    name: "check playground_credit_transactions_type_known",
    find: `ADD CONSTRAINT playground_credit_transactions_type_known CHECK (type IN
    ('trial', 'monthly', 'rollover', 'purchase', 'spend', 'expire', 'refund', 'dispute', 'adjustment'))`,
    replace: "ADD CONSTRAINT playground_credit_transactions_type_known CHECK (true)",
  },
  {
    name: "check playground_credit_transactions_amount",
    find: "ADD CONSTRAINT playground_credit_transactions_amount CHECK (amount <> 0)",
    replace: "ADD CONSTRAINT playground_credit_transactions_amount CHECK (true)",
  },
  {
    name: "check playground_credit_transactions_balance",
    find: "ADD CONSTRAINT playground_credit_transactions_balance CHECK (balance_after >= 0)",
    replace: "ADD CONSTRAINT playground_credit_transactions_balance CHECK (true)",
  },
  {
    name: "check playground_credit_transactions_spend",
    find: "ADD CONSTRAINT playground_credit_transactions_spend CHECK (type <> 'spend' OR (amount < 0 AND run_id IS NOT NULL))",
    replace: "ADD CONSTRAINT playground_credit_transactions_spend CHECK (true)",
  },
  {
    name: "check playground_credit_lots_closed_empty",
    find: "ADD CONSTRAINT playground_credit_lots_closed_empty CHECK (closed_at IS NULL OR remaining = held)",
    replace: "ADD CONSTRAINT playground_credit_lots_closed_empty CHECK (true)",
  },
  {
    name: "check playground_credit_lots_closed_kind",
    find: "ADD CONSTRAINT playground_credit_lots_closed_kind CHECK (closed_at IS NULL OR kind IN ('monthly', 'rollover'))",
    replace: "ADD CONSTRAINT playground_credit_lots_closed_kind CHECK (true)",
  },
  {
    name: "check playground_credit_clawbacks_taken",
    find: `CHECK (target >= 0 AND taken >= 0 AND expired >= 0
    AND taken + expired <= target)`,
    replace: "CHECK (true)",
  },
  {
    name: "check playground_runs_charge",
    find: "ADD CONSTRAINT playground_runs_charge CHECK (credits_charged BETWEEN 0 AND credits_quoted)",
    replace: "ADD CONSTRAINT playground_runs_charge CHECK (true)",
  },
  {
    name: "check playground_runs_failed_free",
    find: "ADD CONSTRAINT playground_runs_failed_free CHECK (status <> 'failed' OR credits_charged = 0)",
    replace: "ADD CONSTRAINT playground_runs_failed_free CHECK (true)",
  },
  {
    name: "trigger playground_credit_transactions_append_only",
    find: `CREATE TRIGGER playground_credit_transactions_append_only BEFORE UPDATE OR DELETE ON playground_credit_transactions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
    replace: `CREATE TRIGGER playground_credit_transactions_append_only BEFORE UPDATE OF created_at ON playground_credit_transactions
  FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
  },
  {
    name: "trigger playground_credit_transactions_not_truncated",
    find: `CREATE TRIGGER playground_credit_transactions_not_truncated BEFORE TRUNCATE ON playground_credit_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_lots_facts",
    find: `CREATE TRIGGER playground_credit_lots_facts
  BEFORE DELETE OR UPDATE OF id, user_id, kind, granted, source_ref, purchase_id, period_start, created_at
  ON playground_credit_lots FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_holds_settled_once",
    find: `CREATE TRIGGER playground_credit_holds_settled_once BEFORE UPDATE OR DELETE ON playground_credit_holds
  FOR EACH ROW WHEN (OLD.state <> 'held') EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_transactions_follow",
    find: `CREATE TRIGGER playground_credit_transactions_follow BEFORE INSERT ON playground_credit_transactions
  FOR EACH ROW EXECUTE FUNCTION guard_ledger_row();`,
    replace: "",
  },
  {
    name: "trigger playground_credits_add_up",
    find: `CREATE CONSTRAINT TRIGGER playground_credits_add_up AFTER INSERT OR UPDATE ON playground_credits
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_wallet();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_lots_add_up",
    find: `CREATE CONSTRAINT TRIGGER playground_credit_lots_add_up AFTER INSERT OR UPDATE ON playground_credit_lots
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_lot();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_holds_add_up",
    find: `CREATE CONSTRAINT TRIGGER playground_credit_holds_add_up AFTER INSERT OR UPDATE OF state ON playground_credit_holds
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_hold();`,
    replace: "",
  },
  {
    name: "a ledger row is counted by its wallet already",
    find: `
    OR NEW.seq > v_before.wallet_seq THEN`,
    replace: " THEN",
  },
  {
    name: "trigger playground_credits_debt",
    find: `CREATE CONSTRAINT TRIGGER playground_credits_debt AFTER UPDATE OF debt ON playground_credits
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_debt();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_clawbacks_debt",
    find: `CREATE CONSTRAINT TRIGGER playground_credit_clawbacks_debt AFTER INSERT OR UPDATE ON playground_credit_clawbacks
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_debt();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_lots_end_stays",
    find: `CREATE TRIGGER playground_credit_lots_end_stays BEFORE UPDATE OF expires_at ON playground_credit_lots
  FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_lots_closed_once",
    find: `CREATE TRIGGER playground_credit_lots_closed_once BEFORE UPDATE OF closed_at ON playground_credit_lots
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_holds_facts",
    find: `CREATE TRIGGER playground_credit_holds_facts
  BEFORE DELETE OR UPDATE OF run_id, user_id, amount, pins, created_at ON playground_credit_holds
  FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_clawbacks_facts",
    find: `CREATE TRIGGER playground_credit_clawbacks_facts
  BEFORE DELETE OR UPDATE OF id, user_id, source_ref, created_at ON playground_credit_clawbacks
  FOR EACH ROW EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_lots_not_truncated",
    find: `CREATE TRIGGER playground_credit_lots_not_truncated BEFORE TRUNCATE ON playground_credit_lots
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_holds_not_truncated",
    find: `CREATE TRIGGER playground_credit_holds_not_truncated BEFORE TRUNCATE ON playground_credit_holds
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger playground_credit_clawbacks_not_truncated",
    find: `CREATE TRIGGER playground_credit_clawbacks_not_truncated BEFORE TRUNCATE ON playground_credit_clawbacks
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();`,
    replace: "",
  },
  {
    name: "trigger subscriptions_wake",
    find: `CREATE TRIGGER subscriptions_wake AFTER INSERT OR UPDATE OF ended_at, status ON subscriptions
  FOR EACH ROW EXECUTE FUNCTION subscription_changed();`,
    replace: "",
  },
  {
    name: "trigger organization_members_periods",
    find: `CREATE TRIGGER organization_members_periods AFTER INSERT OR DELETE ON organization_members
  FOR EACH ROW EXECUTE FUNCTION membership_changed();`,
    replace: "",
  },
  {
    name: "trigger organizations_periods",
    find: `CREATE TRIGGER organizations_periods AFTER UPDATE OF verified_at ON organizations
  FOR EACH ROW WHEN (OLD.verified_at IS DISTINCT FROM NEW.verified_at) EXECUTE FUNCTION verification_changed();`,
    replace: "",
  },
  {
    name: "lock of the wallet when a run starts",
    find: `  PERFORM 1 FROM playground_credits WHERE user_id = v_user FOR UPDATE;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcome', 'not_found');`,
    replace: `  PERFORM 1 FROM playground_credits WHERE user_id = v_user;
  IF NOT FOUND THEN
    RETURN jsonb_build_object('outcome', 'not_found');`,
  },
  {
    name: "lock of the wallet in a settlement",
    find: "PERFORM 1 FROM playground_credits WHERE user_id = (SELECT user_id FROM playground_runs WHERE id = v_id) FOR UPDATE;",
    replace: "",
  },
  {
    name: "lock of the wallet when what is due is applied",
    find: `  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  RETURN ledger_apply_steps`,
    replace: "  RETURN ledger_apply_steps",
  },
  {
    name: "lock of the wallet in a clawback",
    find: "PERFORM ledger_lock(p_now, v_lot.user_id);",
    replace: "PERFORM ledger_apply_due(p_now, v_lot.user_id);",
  },
  {
    name: "lock of the wallet in an invoice",
    find: `  PERFORM ledger_lock(p_now, p_user);
  SELECT * INTO v_earlier`,
    replace: `  PERFORM ledger_apply_due(p_now, p_user);
  SELECT * INTO v_earlier`,
  },
  {
    name: "a sweep passes over wallets in use",
    find: "PERFORM 1 FROM playground_credits WHERE user_id = v_run.user_id FOR UPDATE SKIP LOCKED;",
    replace: "PERFORM 1 FROM playground_credits WHERE user_id = v_run.user_id FOR UPDATE;",
  },
  {
    name: "a sweep looks again after the lock",
    find: `WHERE run_id = v_run.run_id AND state = 'held' AND lease_until < p_now
    FOR UPDATE;`,
    replace: "WHERE run_id = v_run.run_id;",
  },
  {
    name: "bringing up to date passes over wallets in use",
    find: "ORDER BY due_at, user_id LIMIT p_limit FOR UPDATE SKIP LOCKED",
    replace: "ORDER BY due_at, user_id LIMIT p_limit FOR UPDATE",
  },
  {
    name: "bringing up to date is bounded",
    find: "ORDER BY due_at, user_id LIMIT p_limit FOR",
    replace: "ORDER BY due_at, user_id FOR",
  },
  {
    name: "a hold ends once",
    find: `      release_reason = p_reason
  WHERE run_id = p_run AND state = 'held';`,
    replace: `      release_reason = p_reason
  WHERE run_id = p_run;`,
  },
  {
    name: "a run is settled once",
    find: "IF v_run.status IS DISTINCT FROM 'running' THEN",
    replace: "IF false THEN",
  },
  {
    name: "what is due is applied before a capture",
    find: "v_wallet := ledger_lock(p_now, v_hold.user_id);",
    replace: "SELECT * INTO v_wallet FROM playground_credits WHERE user_id = v_hold.user_id FOR UPDATE;",
  },
  {
    name: "what is due is applied before a clawback",
    find: "PERFORM ledger_lock(p_now, v_lot.user_id);",
    replace: "PERFORM 1 FROM playground_credits WHERE user_id = v_lot.user_id FOR UPDATE;",
  },
  {
    name: "an end comes before a grant of the same instant",
    find: "WHERE d.ends_at <= p_now AND d.ends_at <= coalesce(d.grant_at, 'infinity')",
    replace: "WHERE d.ends_at <= p_now AND d.ends_at < coalesce(d.grant_at, 'infinity')",
  },
  {
    name: "the older rollover goes before the month",
    find: `ORDER BY l.user_id, l.kind DESC, l.id) INTO v_closings
    FROM unnest(v_due)`,
    replace: `ORDER BY l.user_id, l.kind, l.id) INTO v_closings
    FROM unnest(v_due)`,
  },
  {
    name: "the end of a month ends a longer rollover",
    find: "(l.expires_at = d.ends_at OR l.kind = 'rollover' AND EXISTS (",
    replace: "(l.expires_at = d.ends_at OR false AND EXISTS (",
  },
  {
    name: "a close leaves what is held",
    find: "SET remaining = l.held, closed_at = c.at",
    replace: "SET remaining = 0, closed_at = c.at",
  },
  {
    name: "a month of PRPM+ that is over is not followed by the organisation's for that time",
    find: "granted_until = greatest(w.granted_until, n.ended_at, n.granted_until)",
    replace: "granted_until = greatest(w.granted_until, n.granted_until)",
  },
  {
    name: "one wallet that is stuck holds up no other",
    find: `  EXCEPTION WHEN OTHERS THEN
    FOREACH v_user`,
    replace: `  EXCEPTION WHEN division_by_zero THEN
    FOREACH v_user`,
  },
  {
    name: "a stuck wallet shows before the commit",
    find: `        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
`,
    replace: "",
  },
  {
    name: "a stuck wallet is passed over",
    find: "OR (due_at, user_id) > ((p_after->>'dueAt')::timestamptz, (p_after->>'userId')::uuid))",
    replace: "OR true)",
  },
  {
    name: "one run that is stuck holds up no other",
    find: `    EXCEPTION WHEN OTHERS THEN
      RAISE WARNING`,
    replace: `    EXCEPTION WHEN division_by_zero THEN
      RAISE WARNING`,
  },
  {
    name: "the chain of hashes goes over the row before",
    find: "NEW.hash := ledger_hash(v_before.hash, NEW);",
    replace: "NEW.hash := ledger_hash(NULL, NEW);",
  },
  {
    name: "the wallet is locked before anything moves",
    find: `  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  IF v_wallet.due_at <= p_now THEN`,
    replace: `  SELECT * INTO v_wallet FROM playground_credits WHERE user_id = p_user;
  IF v_wallet.due_at <= p_now THEN`,
  },
  {
    name: "the cap of a rollover",
    find: "THEN least(l.remaining - l.held, 200) ELSE 0",
    replace: "THEN least(l.remaining - l.held, 150) ELSE 0",
  },
  {
    name: "only a month is carried",
    find: "CASE WHEN l.kind = 'monthly' THEN least(l.remaining - l.held, 200) ELSE 0 END",
    replace: "least(l.remaining - l.held, 200)",
  },
  {
    name: "the rollover lasts until the anchor day comes again",
    find: "SELECT greatest(period_start(p_end, 1), period_start(p_start, 2))",
    replace: "SELECT period_start(p_end, 1)",
  },
  {
    name: "no month of an organisation while PRPM+ lasts",
    find: "WHERE s.user_id = p_user AND subscription_lasts(s, grant_at);",
    replace: "WHERE false;",
  },
  {
    name: "no month of an organisation while another is open",
    find: "AND kind = 'monthly' AND closed_at IS NULL AND expires_at > grant_at;",
    replace: "AND false;",
  },
  {
    name: "one month of an organisation a period",
    find: "grant_at := greatest(v_membership.valid_from, p_granted_until);",
    replace: "grant_at := v_membership.valid_from;",
  },
  {
    name: "a month begins only within a membership",
    find: "IF grant_at < coalesce(v_membership.valid_until, 'infinity') THEN",
    replace: "IF grant_at < 'infinity' THEN",
  },
  {
    name: "a purchase pays what is owed",
    find: "IF p_type IN ('purchase', 'adjustment') THEN",
    replace: "IF p_type = 'adjustment' THEN",
  },
  {
    name: "what a hold gives back pays what is owed",
    find: `  IF v_wallet.debt > 0 THEN
    PERFORM ledger_pay_debt(p_now, v_hold.user_id);
  END IF;`,
    replace: "",
  },
  {
    name: "what is given back pays what is owed",
    find: `  IF v_taken < 0 THEN
    PERFORM ledger_pay_debt(p_now, v_lot.user_id);
  END IF;`,
    replace: "",
  },
  {
    name: "what an operator gives pays what is owed",
    find: "IF p_type IN ('purchase', 'adjustment') THEN",
    replace: "IF p_type = 'purchase' THEN",
  },
  {
    name: "a paid month pays what is owed",
    find: `  PERFORM ledger_pay_debt(p_now, p_user, (SELECT id FROM playground_credit_lots WHERE source_ref = v_key));
`,
    replace: "",
  },
  {
    name: "purchased credits pay what is owed when a run starts",
    find: `    PERFORM ledger_pay_debt(p_now, p_user);
    SELECT * INTO v_wallet`,
    replace: "    SELECT * INTO v_wallet",
  },
  {
    name: "what expired unused is owed by nobody",
    find: `    PERFORM ledger_count_expired(p_now, v_claw.id);
`,
    replace: "",
  },
  {
    name: "what expires after a refund is owed by nobody",
    find: `v_paid + ledger_count_expired(p_now, v_claw.id)
      + ledger_collect_for`,
    replace: "v_paid + ledger_collect_for",
  },
  {
    name: "a month that is refunded whole ends",
    find: "AND kind = 'monthly' AND closed_at IS NULL AND p_target = granted;",
    replace: "AND false;",
  },
  {
    name: "what is given back of an ended month lasts",
    find: "IF v_returned > 0 THEN",
    replace: "IF false THEN",
  },
  {
    name: "an invoice told late leaves the newer month",
    find: "v_is_late := p_period_end <= p_now OR coalesce(p_period_end <= v_month.period_start, false);",
    replace: "v_is_late := false;",
  },
  {
    name: "a replayed invoice grants nothing",
    find: `    RETURN false;
  END IF;
  SELECT * INTO v_month FROM`,
    replace: `    NULL;
  END IF;
  SELECT * INTO v_month FROM`,
  },
  {
    name: "an invoice of somebody else is refused",
    find: "IF v_earlier.user_id <> p_user THEN",
    replace: "IF false THEN",
  },
  {
    name: "an invoice claws no purchases",
    find: `OR l.kind = 'purchased' AND (p_pays_debt
        OR (SELECT kind = 'purchased' FROM playground_credit_lots WHERE source_ref = p_source_ref)))`,
    replace: "OR l.kind = 'purchased')",
  },
  {
    name: "a clawback takes only what is free",
    find: `    SELECT l.id, l.kind, l.remaining - l.held AS free,
      row_number()`,
    replace: `    SELECT l.id, l.kind, l.remaining AS free,
      row_number()`,
  },
  {
    name: "a clawback takes from its own lot first",
    find: "CASE WHEN g.own THEN 0 WHEN g.id",
    replace: "CASE WHEN g.own THEN 3 WHEN g.id",
  },
  {
    name: "a clawback is bounded by its grant",
    find: "IF p_target NOT BETWEEN 0 AND v_lot.granted THEN",
    replace: "IF p_target < 0 THEN",
  },
  {
    name: "a clawback is given back in reverse",
    find: "(sum(amount) OVER (ORDER BY place DESC) - amount)",
    replace: "(sum(amount) OVER (ORDER BY place) - amount)",
  },
  {
    name: "an ended month keeps nothing given back",
    find: "WHERE l.id = s.id AND s.back > 0 AND l.closed_at IS NULL",
    replace: "WHERE l.id = s.id AND s.back > 0",
  },
  {
    name: "an adjustment takes only what is free",
    find: "IF ledger_available(p_now, p_user) < -p_amount THEN",
    replace: "IF false THEN",
  },
  {
    name: "an adjustment of the same key is made once",
    find: `  SELECT * INTO v_earlier FROM playground_credit_transactions WHERE natural_key = p_key;
  IF FOUND THEN`,
    replace: `  SELECT * INTO v_earlier FROM playground_credit_transactions WHERE natural_key = p_key;
  IF false THEN`,
  },
  {
    name: "an adjustment with other content is refused",
    find: "IF (v_earlier.user_id, v_earlier.amount, v_earlier.description) IS DISTINCT FROM (p_user, p_amount, p_reason) THEN",
    replace: "IF false THEN",
  },
  {
    name: "members of before credits get their months",
    find: "UPDATE playground_credits w SET due_at = m.valid_from",
    replace: "UPDATE playground_credits w SET updated_at = m.valid_from",
  },
  {
    name: "months of before credits go on",
    find: "UPDATE playground_credits w SET granted_until = l.expires_at, due_at = l.expires_at",
    replace: "UPDATE playground_credits w SET granted_until = l.expires_at",
  },
  {
    name: "a hold is covered",
    find: "IF v_wallet.debt > 0 OR v_available < v_required THEN",
    replace: "IF v_wallet.debt > 0 THEN",
  },
  {
    name: "no hold while in debt",
    find: "IF v_wallet.debt > 0 OR v_available < v_required THEN",
    replace: "IF v_available < v_required THEN",
  },
  {
    name: "what is due is applied before a hold",
    find: "v_wallet playground_credits := ledger_lock(p_now, p_user);",
    replace: "v_wallet playground_credits := (SELECT w FROM playground_credits w WHERE user_id = p_user FOR UPDATE);",
  },
  {
    name: "lots are drawn in burn order",
    find: "ORDER BY priority, expires_at, id LIMIT 1",
    replace: "ORDER BY priority DESC, id LIMIT 1",
  },
  {
    name: "inside a kind the earlier end is drawn first",
    find: "ORDER BY priority, expires_at, id LIMIT 1",
    replace: "ORDER BY priority, id LIMIT 1",
  },
  {
    name: "a hold pins only what is free",
    find: "SELECT id, remaining - held AS free FROM playground_credit_lots",
    replace: "SELECT id, remaining AS free FROM playground_credit_lots",
  },
  {
    name: "a month that has ended keeps nothing that comes back",
    find: "CASE WHEN closed_at IS NULL THEN v_taken ELSE v_pinned END",
    replace: "v_taken",
  },
  {
    name: "a capture takes pins in their order",
    find: "v_pin := v_hold.pins->v_place;",
    replace: "v_pin := v_hold.pins->(-1 - v_place);",
  },
];
