-- Who begins a plan keeps the threads that are there. It happens where the plan begins, in the same transaction and
-- whichever way that came about (a webhook, the reconciliation, an invitation, a verified organisation): billing and
-- accounts know nothing of sessions, and a step after them could be left out.

-- Keeps all sessions of a user that are there at an instant; what is erased or past its time stays so. The wallet comes
-- first, as wherever sessions are written in a run's transaction.
CREATE FUNCTION keep_sessions(p_now timestamptz, p_user uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM playground_credits WHERE user_id = p_user FOR UPDATE;
  UPDATE playground_sessions SET saved = true, expires_at = NULL
  WHERE user_id = p_user AND NOT saved AND NOT unlisted AND deleted_at IS NULL AND (expires_at IS NULL OR expires_at > p_now);
END $$;

-- One that begins to last, or lasts again. Beside another plan nothing begins: who gave up a thread meanwhile meant it.
CREATE FUNCTION subscription_keeps_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := greatest(NEW.started_at, change_instant());
BEGIN
  IF subscription_lasts(NEW, v_now) AND NOT (TG_OP = 'UPDATE' AND subscription_lasts(OLD, v_now))
    AND NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = NEW.user_id AND s.id <> NEW.id AND subscription_lasts(s, v_now))
    AND NOT EXISTS (SELECT 1 FROM membership_periods m WHERE m.user_id = NEW.user_id AND m.valid_from <= v_now
      AND (m.valid_until IS NULL OR m.valid_until > v_now)) THEN
    PERFORM keep_sessions(v_now, NEW.user_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER subscriptions_keep_sessions AFTER INSERT OR UPDATE OF status, started_at, ended_at ON subscriptions
  FOR EACH ROW EXECUTE FUNCTION subscription_keeps_sessions();

CREATE FUNCTION membership_keeps_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz := greatest(NEW.valid_from, change_instant());
BEGIN
  IF NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.user_id = NEW.user_id AND subscription_lasts(s, v_now))
    AND NOT EXISTS (SELECT 1 FROM membership_periods m WHERE m.user_id = NEW.user_id AND m.id <> NEW.id
      AND m.valid_from <= v_now AND (m.valid_until IS NULL OR m.valid_until > v_now)) THEN
    PERFORM keep_sessions(v_now, NEW.user_id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER membership_periods_keep_sessions AFTER INSERT ON membership_periods
  FOR EACH ROW EXECUTE FUNCTION membership_keeps_sessions();
