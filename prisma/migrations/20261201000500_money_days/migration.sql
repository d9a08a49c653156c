-- What the ledger moved on a day but for what runs cost, and what was sold: counted up to an instant, and read from the
-- ledger itself from there on, so that figures are true at once and no page reads what is long over.

CREATE TABLE movement_days (
  day date NOT NULL,
  type text NOT NULL,
  added bigint NOT NULL,
  taken bigint NOT NULL,
  PRIMARY KEY (day, type)
);

-- `product`: a pack or `plus`. Prices without tax.
CREATE TABLE sale_days (
  day date NOT NULL,
  product text NOT NULL,
  sales int NOT NULL,
  amount_cents bigint NOT NULL,
  PRIMARY KEY (day, product)
);

-- Up to when rows of the ledger are in both, by when they were written; one row.
CREATE TABLE money_counted (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  until timestamptz NOT NULL
);
INSERT INTO money_counted (until) VALUES ('-infinity');

CREATE INDEX playground_credit_transactions_written ON playground_credit_transactions (created_at)
  INCLUDE (type, occurred_at, amount) WHERE type <> 'spend';
CREATE INDEX playground_credit_purchases_back ON playground_credit_purchases (id) WHERE refunded_cents + disputed_cents > 0;
CREATE INDEX subscription_invoices_back ON subscription_invoices (id) WHERE refunded_cents + disputed_cents > 0;

CREATE FUNCTION movements_written(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (day date, type text, added bigint, taken bigint) LANGUAGE sql STABLE AS $$
  SELECT utc_day(t.occurred_at), t.type, sum(greatest(t.amount, 0)), -sum(least(t.amount, 0))
  FROM playground_credit_transactions t WHERE t.type <> 'spend' AND t.created_at >= p_from AND t.created_at < p_until
  GROUP BY 1, 2
$$;

-- A sale is a grant of the ledger: what it never granted was never sold.
CREATE FUNCTION sales_written(p_from timestamptz, p_until timestamptz)
RETURNS TABLE (day date, product text, sales int, amount_cents bigint) LANGUAGE sql STABLE AS $$
  SELECT utc_day(t.occurred_at), b.package, count(*)::int, sum(b.amount_cents)
  FROM playground_credit_transactions t JOIN playground_credit_purchases b ON b.id = t.purchase_id
  WHERE t.type = 'purchase' AND t.type <> 'spend' AND t.created_at >= p_from AND t.created_at < p_until GROUP BY 1, 2
  UNION ALL
  SELECT utc_day(t.occurred_at), 'plus', count(*)::int, sum(i.paid_cents - i.tax_cents)
  FROM playground_credit_transactions t
    JOIN subscription_invoices i ON i.id = substring(t.natural_key FROM '^stripe:invoice:(.*):grant$')
  WHERE t.type = 'monthly' AND t.type <> 'spend' AND t.created_at >= p_from AND t.created_at < p_until GROUP BY 1
$$;

-- Counts what was written since the last time. `p_lag`: what is younger may still be on its way in a transaction that has
-- not ended. Late, twice and together come to the same.
CREATE FUNCTION count_money(p_lag interval) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_from timestamptz;
  v_until timestamptz := date_trunc('milliseconds', now() - p_lag);
BEGIN
  SELECT until INTO v_from FROM money_counted FOR UPDATE;
  IF v_until <= v_from THEN
    RETURN;
  END IF;
  INSERT INTO movement_days AS d (day, type, added, taken) SELECT * FROM movements_written(v_from, v_until)
  ON CONFLICT (day, type) DO UPDATE SET added = d.added + excluded.added, taken = d.taken + excluded.taken;
  INSERT INTO sale_days AS d (day, product, sales, amount_cents) SELECT * FROM sales_written(v_from, v_until)
  ON CONFLICT (day, product) DO UPDATE SET sales = d.sales + excluded.sales,
    amount_cents = d.amount_cents + excluded.amount_cents;
  UPDATE money_counted SET until = v_until;
END $$;

-- Counts all of it anew from the ledger.
CREATE FUNCTION recount_money(p_lag interval) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM money_counted FOR UPDATE;
  DELETE FROM movement_days;
  DELETE FROM sale_days;
  UPDATE money_counted SET until = '-infinity';
  PERFORM count_money(p_lag);
END $$;

SELECT count_money(interval '10 minutes');
