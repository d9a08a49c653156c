import type { Mutant } from "./mutant-list";

/** The same for the guards of payments. */
export const PAYMENT_MUTANTS: readonly Mutant[] = [
  {
    name: "payments: paid stays paid",
    find: "status = CASE WHEN status = 'paid' THEN 'paid' ELSE coalesce(p->>'status', status) END,",
    replace: "status = coalesce(p->>'status', status),",
  },
  {
    name: "payments: check playground_credit_purchases_paid",
    find: `CHECK (status <> 'paid' OR paid_cents IS NULL
    OR paid_cents - tax_cents = amount_cents)`,
    replace: "CHECK (true)",
  },
  {
    name: "payments: an event that was handled is not applied again",
    find: "IF v_event.handled_at IS NOT NULL AND NOT (p->>'again')::boolean THEN",
    replace: "IF false THEN",
  },
  {
    name: "payments: a stale reading is refused",
    find: "  IF p_stored <> p_read THEN",
    replace: "  IF false THEN",
  },
  {
    name: "payments: the revision grows with each writing of a purchase",
    find: `    checked_at = p_now,
    revision = revision + 1
  WHERE id = v_id`,
    replace: `    checked_at = p_now
  WHERE id = v_id`,
  },
  {
    name: "payments: one subscription that counts",
    find: "CREATE UNIQUE INDEX subscriptions_one_a_user ON subscriptions (user_id) WHERE ended_at IS NULL AND NOT is_extra",
    replace: "CREATE INDEX subscriptions_one_a_user ON subscriptions (user_id) WHERE ended_at IS NULL AND NOT is_extra",
  },
  {
    name: "payments: a second subscription is told apart",
    find: "is_extra = subscription_is_live(p->>'status') AND EXISTS (",
    replace: "is_extra = false AND EXISTS (",
  },
  {
    name: "payments: one refund under way",
    find: "CREATE UNIQUE INDEX purchase_refunds_one_at_a_time",
    replace: "CREATE INDEX purchase_refunds_one_at_a_time",
  },
  {
    name: "payments: a customer is one user",
    find: 'CREATE UNIQUE INDEX "stripe_customers_stripe_customer_id_key"',
    replace: 'CREATE INDEX "stripe_customers_stripe_customer_id_key"',
  },
  {
    name: "payments: what has ended at Stripe has ended here",
    find: "ended_at = CASE WHEN v_is_over THEN coalesce(ended_at, least((p->>'endedAt')::timestamptz, p_now), p_now) END,",
    replace: "ended_at = (p->>'endedAt')::timestamptz,",
  },
  {
    name: "payments: what has begun at Stripe has begun here",
    find: "least((p->>'startedAt')::timestamptz, p_now)",
    replace: "(p->>'startedAt')::timestamptz",
  },
  {
    name: "payments: only an invoice that pays for a month grants",
    find: "  IF v_after.grants THEN",
    replace: "  IF v_after.status = 'paid' OR v_after.status = 'open' THEN",
  },
  {
    name: "payments: a month that is canceled is not said to begin again",
    find: "AND s.status IN ('trialing', 'active') AND s.cancel_at IS NULL)",
    replace: "AND s.status IN ('trialing', 'active'))",
  },
];
