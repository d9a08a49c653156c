-- How many credits somebody means to spend in a calendar month (UTC). A budget warns; it stops no run.
CREATE TABLE credit_budgets (
  user_id uuid PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  credits int NOT NULL CHECK (credits BETWEEN 1 AND 100000),
  updated_at timestamptz(3) NOT NULL
);

-- The parts of a budget that were reached in a month, each noted once. `is_told` is what is mailed: not what was reached
-- when the budget was set, and of several that one run reached the highest alone.
CREATE TABLE budget_crossings (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES credit_budgets (user_id) ON DELETE CASCADE,
  month date NOT NULL CHECK (extract(day FROM month) = 1),
  percent smallint NOT NULL CHECK (percent IN (50, 80, 100)),
  credits int NOT NULL,
  spent int NOT NULL,
  is_told boolean NOT NULL,
  crossed_at timestamptz(3) NOT NULL,
  -- When its person put the notice away.
  seen_at timestamptz(3),
  UNIQUE (user_id, month, percent)
);
CREATE INDEX budget_crossings_told ON budget_crossings (crossed_at) WHERE is_told;

CREATE FUNCTION month_of(p_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT date_trunc('month', p_at AT TIME ZONE 'UTC')::date
$$;

-- Credits of runs made in a month; what runs in flight hold is not spent.
CREATE FUNCTION spent_in_month(p_user uuid, p_month date) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(credits), 0)::int FROM playground_usage
  WHERE user_id = p_user AND day >= p_month AND day < (p_month + interval '1 month')::date
$$;

-- Notes the parts of a user's budget that are reached in a month and were not noted. Whoever settles a run calls it
-- afterwards: of runs that settle at once the last sees them all, and each part is noted by one. `p_tell`: also mail it.
CREATE FUNCTION note_budget(p_now timestamptz, p_user uuid, p_month date, p_tell boolean) RETURNS SETOF budget_crossings
LANGUAGE plpgsql AS $$
DECLARE
  v_budget int;
  v_spent int;
BEGIN
  -- Not beside a change of the budget.
  SELECT credits INTO v_budget FROM credit_budgets WHERE user_id = p_user FOR SHARE;
  IF NOT FOUND THEN RETURN; END IF;
  v_spent := spent_in_month(p_user, p_month);
  RETURN QUERY WITH reached AS (
    SELECT percent FROM unnest(ARRAY[50, 80, 100]) AS percent WHERE v_spent::bigint * 100 >= v_budget::bigint * percent
  )
  INSERT INTO budget_crossings (id, user_id, month, percent, credits, spent, is_told, crossed_at)
  SELECT make_id(p_now), p_user, p_month, percent, v_budget, v_spent,
    p_tell AND percent = (SELECT max(percent) FROM reached), p_now
  FROM reached ON CONFLICT (user_id, month, percent) DO NOTHING RETURNING *;
END $$;

-- Sets a budget. With another amount other parts of it are reached: those that are by now were known when it was set.
CREATE FUNCTION set_budget(p_now timestamptz, p_user uuid, p_credits int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_before int;
  v_crossing budget_crossings;
BEGIN
  INSERT INTO credit_budgets (user_id, credits, updated_at) VALUES (p_user, p_credits, p_now) ON CONFLICT (user_id) DO NOTHING;
  SELECT credits INTO v_before FROM credit_budgets WHERE user_id = p_user FOR UPDATE;
  UPDATE credit_budgets SET credits = p_credits, updated_at = p_now WHERE user_id = p_user;
  IF v_before <> p_credits THEN
    DELETE FROM budget_crossings WHERE user_id = p_user AND month = month_of(p_now);
  END IF;
  FOR v_crossing IN SELECT * FROM note_budget(p_now, p_user, month_of(p_now), false) LOOP
    UPDATE budget_crossings SET seen_at = p_now WHERE id = v_crossing.id;
  END LOOP;
END $$;
