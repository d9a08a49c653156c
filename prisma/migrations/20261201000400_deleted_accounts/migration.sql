-- Accounts that were deleted: the row stays without the person, because the ledger refers to it.

ALTER TABLE "users" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);
-- Kept with the hashes that outlive an account, so that nobody is free of a ban by coming back.
ALTER TABLE "trial_claims" ADD COLUMN "sharing_banned_at" TIMESTAMPTZ(3);

-- What a schema file cannot say.

-- What is looked through for what came in after a deletion.
CREATE INDEX users_deleted ON users (deleted_at) WHERE deleted_at IS NOT NULL;
ALTER TABLE users ADD CONSTRAINT users_deleted_nameless CHECK (deleted_at IS NULL
  OR (name IS NULL AND image IS NULL AND role = 'user' AND email LIKE 'deleted-%@deleted.invalid' AND handle LIKE 'deleted-%'));

-- Nothing new comes to belong to a deleted account, however long ago its owner was let in: whoever writes waits for a
-- deletion that is going on and then finds it, or the deletion waits and finds what was written. Runs need a hold, which
-- an empty wallet does not give.
CREATE FUNCTION refuse_deleted_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM users WHERE id = (to_jsonb(NEW)->>TG_ARGV[0])::uuid AND deleted_at IS NULL FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the account was deleted' USING ERRCODE = 'PR007';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER accounts_of_the_deleted BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER api_tokens_of_the_deleted BEFORE INSERT ON api_tokens FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER organization_members_of_the_deleted BEFORE INSERT ON organization_members
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER prompt_drafts_of_the_deleted BEFORE INSERT ON prompt_drafts
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER credit_budgets_of_the_deleted BEFORE INSERT ON credit_budgets
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER packages_of_the_deleted BEFORE INSERT ON packages FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('owner_id');
CREATE TRIGGER package_versions_of_the_deleted BEFORE INSERT ON package_versions
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('published_by');
CREATE TRIGGER feedback_of_the_deleted BEFORE INSERT OR UPDATE OF comment ON feedback
  FOR EACH ROW WHEN (NEW.comment IS NOT NULL) EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER reports_of_the_deleted BEFORE INSERT ON reports
  FOR EACH ROW WHEN (NEW.reporter_id IS NOT NULL) EXECUTE FUNCTION refuse_deleted_owner('reporter_id');
CREATE TRIGGER playground_shares_of_the_deleted BEFORE INSERT ON playground_shares
  FOR EACH ROW EXECUTE FUNCTION refuse_deleted_owner('user_id');
CREATE TRIGGER playground_forks_of_the_deleted BEFORE INSERT ON playground_sessions
  FOR EACH ROW WHEN (NEW.forked_snapshot_id IS NOT NULL) EXECUTE FUNCTION refuse_deleted_owner('user_id');

-- As before, and a deleted account is nobody.
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
  INTO id, email, name, image, handle, role, session_version, banned FROM users u
  WHERE u.id = p_user AND u.deleted_at IS NULL;
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

-- As before, and: whoever deleted an account begins anew, without a trial, and stays banned from sharing who was.
CREATE OR REPLACE FUNCTION sign_up(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
    SELECT * INTO v_user FROM users WHERE email = v_email AND deleted_at IS NULL;
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
  ELSE
    UPDATE users SET sharing_banned_at = ban.since, sharing_ban_reason = 'It was switched off for an account of yours before.'
    FROM (SELECT min(sharing_banned_at) AS since FROM trial_claims
      WHERE claim IN (SELECT jsonb_array_elements_text(p->'claims'))) ban
    WHERE id = v_user.id AND ban.since IS NOT NULL;
  END IF;
  RETURN jsonb_build_object('userId', v_user.id, 'isNew', true, 'banned', false,
    'sessionVersion', v_user.session_version);
END $$;

-- Takes every free credit out of a wallet, a ledger row a lot. They count as expired: nobody owes them when the payment
-- behind them goes back later.
CREATE FUNCTION forfeit_credits(p_now timestamptz, p_user uuid) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  v_lot record;
  v_total int := 0;
BEGIN
  PERFORM ledger_lock(p_now, p_user);
  FOR v_lot IN SELECT id, kind, remaining - held AS free FROM playground_credit_lots
    WHERE user_id = p_user AND remaining > held AND closed_at IS NULL ORDER BY priority, expires_at NULLS LAST, id
  LOOP
    UPDATE playground_credit_lots SET remaining = held WHERE id = v_lot.id;
    PERFORM ledger_append(p_now, p_user,
      'forfeit:' || p_user || ':' || (SELECT seq + 1 FROM playground_credits WHERE user_id = p_user), 'expire', -v_lot.free,
      'Forfeited with the account', jsonb_build_array(jsonb_build_object('lotId', v_lot.id, 'kind', v_lot.kind,
        'amount', -v_lot.free)), NULL, NULL);
    v_total := v_total + v_lot.free;
  END LOOP;
  RETURN v_total;
END $$;

-- May anything of a user still be paid at Stripe, as far as we know? A plan that Stripe knows nothing of costs nothing.
CREATE FUNCTION has_open_billing(p_user uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM playground_credit_purchases WHERE user_id = p_user AND status IN ('open', 'processing'))
    OR EXISTS (SELECT 1 FROM subscriptions WHERE user_id = p_user AND ended_at IS NULL
      AND stripe_subscription_id IS NOT NULL AND status NOT IN ('canceled', 'incomplete_expired'))
$$;

-- The organisations whose only owner a user is, while others belong to them too.
CREATE FUNCTION sole_ownerships(p_user uuid) RETURNS SETOF organizations LANGUAGE sql STABLE AS $$
  SELECT o.* FROM organization_members own JOIN organizations o ON o.id = own.organization_id
  WHERE own.user_id = p_user AND own.role = 'owner'
    AND EXISTS (SELECT 1 FROM organization_members m WHERE m.organization_id = o.id AND m.user_id <> p_user)
    AND NOT EXISTS (SELECT 1 FROM organization_members m
      WHERE m.organization_id = o.id AND m.user_id <> p_user AND m.role = 'owner')
  ORDER BY o.slug
$$;

-- Deletes an account: the person goes, rows that sums and other people rest on stay. p: {now, userId, claims: [hash]}.
-- Sessions end with this; their texts are erased by the sweep like those of any session that ended. Outcomes: deleted
-- {forfeited}, already, suspended, last_admin, sole_owner, running (something is held), open_billing.
CREATE FUNCTION delete_account(p jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := (p->>'now')::timestamptz;
  v_id uuid := (p->>'userId')::uuid;
  v_user users;
  v_wallet playground_credits;
  v_forfeited int;
BEGIN
  -- Whoever signs in meanwhile comes before or after.
  PERFORM pg_advisory_xact_lock(hashtextextended(email, 0)) FROM users WHERE id = v_id;
  -- In the order of those who change members; runs take the wallet and then look at the user.
  PERFORM 1 FROM organizations WHERE id IN (SELECT organization_id FROM organization_members WHERE user_id = v_id)
  ORDER BY id FOR NO KEY UPDATE;
  -- As those who change roles do, so that of the last two admins only one can go.
  PERFORM 1 FROM users WHERE role = 'admin' AND EXISTS (SELECT 1 FROM users WHERE id = v_id AND role = 'admin')
  ORDER BY id FOR NO KEY UPDATE;
  SELECT * INTO v_user FROM users WHERE id = v_id FOR NO KEY UPDATE;
  IF v_user.deleted_at IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'already');
  END IF;
  -- They were not when the request came; who deletes themselves begins anew, and this is no way out of a suspension.
  IF v_user.banned_at IS NOT NULL THEN
    RETURN jsonb_build_object('outcome', 'suspended');
  END IF;
  IF v_user.role = 'admin'
    AND NOT EXISTS (SELECT 1 FROM users WHERE role = 'admin' AND id <> v_id AND banned_at IS NULL) THEN
    RETURN jsonb_build_object('outcome', 'last_admin');
  END IF;
  IF EXISTS (SELECT 1 FROM sole_ownerships(v_id)) THEN
    RETURN jsonb_build_object('outcome', 'sole_owner');
  END IF;
  PERFORM 1 FROM playground_credits WHERE user_id = v_id FOR UPDATE;
  -- After the wallet, as whoever starts a run. What was written for this user in a transaction that goes on is waited for,
  -- so that it is found below; what is written from here on waits and is refused.
  PERFORM 1 FROM users WHERE id = v_id FOR UPDATE;
  PERFORM sweep_runs(v_now, v_id);
  v_wallet := ledger_lock(v_now, v_id);
  IF v_wallet.held > 0 THEN
    RETURN jsonb_build_object('outcome', 'running');
  END IF;
  IF has_open_billing(v_id) THEN
    RETURN jsonb_build_object('outcome', 'open_billing');
  END IF;

  INSERT INTO trial_claims AS known (claim, created_at, sharing_banned_at)
  SELECT value, v_now, v_user.sharing_banned_at FROM jsonb_array_elements_text(p->'claims') ORDER BY value
  ON CONFLICT (claim) DO UPDATE SET sharing_banned_at = excluded.sharing_banned_at;
  PERFORM set_config('app.now', v_now::text, true);
  DELETE FROM organization_members WHERE user_id = v_id;
  DELETE FROM organization_removals WHERE user_id = v_id;
  UPDATE organization_invitations SET revoked_at = v_now WHERE created_by = v_id AND revoked_at IS NULL;
  UPDATE subscriptions SET status = 'canceled', ended_at = v_now
  WHERE user_id = v_id AND ended_at IS NULL AND stripe_subscription_id IS NULL;
  v_forfeited := forfeit_credits(v_now, v_id);

  UPDATE playground_sessions SET expires_at = v_now WHERE user_id = v_id AND deleted_at IS NULL
    AND (expires_at IS NULL OR expires_at > v_now);
  PERFORM end_shares(v_now, ARRAY(SELECT session_id FROM playground_shares WHERE user_id = v_id
    AND (revoked_at IS NULL OR snapshot_id IS NOT NULL)), false);
  UPDATE feedback SET comment = NULL
  WHERE comment IS NOT NULL AND run_id IN (SELECT id FROM playground_runs WHERE user_id = v_id);
  UPDATE reports SET comment = NULL, reporter_id = NULL WHERE reporter_id = v_id;
  DELETE FROM credit_budgets WHERE user_id = v_id;
  DELETE FROM prompt_drafts WHERE user_id = v_id;
  DELETE FROM api_tokens WHERE user_id = v_id;
  DELETE FROM accounts WHERE user_id = v_id;
  -- Nobody else could see these. What is public stays, because others rely on it, and so does the word it is found by.
  DELETE FROM packages WHERE owner_id = v_id AND organization_id IS NULL AND visibility = 'private';
  DELETE FROM scopes s WHERE s.user_id = v_id AND NOT EXISTS (SELECT 1 FROM packages WHERE scope = s.name);
  UPDATE stripe_customers SET subscribe_open = false WHERE user_id = v_id;
  UPDATE users SET email = 'deleted-' || id || '@deleted.invalid', handle = 'deleted-' || right(replace(id::text, '-', ''), 24),
    name = NULL, image = NULL, role = 'user', sharing_ban_reason = NULL, session_version = session_version + 1,
    deleted_at = v_now
  WHERE id = v_id;
  INSERT INTO audit_log (id, actor_id, action, subject, details, created_at)
  VALUES (make_id(v_now), v_id, 'account.delete', v_id, jsonb_build_object('creditsForfeited', v_forfeited), v_now);
  RETURN jsonb_build_object('outcome', 'deleted', 'forfeited', v_forfeited);
END $$;
