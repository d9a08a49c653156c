import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";

const DATED = "t.occurred_at >= day_start($1) AND t.occurred_at < day_start($2::date + 1)";

// Sales are the grants of the ledger: what it never granted was never sold. Their price is without tax; what went back of
// them went back at any time.
const SALES = `SELECT utc_day(t.occurred_at)::text AS day, b.package AS product, count(*)::int AS sales,
  sum(b.amount_cents) AS "amountCents", sum(b.refunded_cents) AS "refundedCents",
  sum(b.disputed_cents) AS "disputedCents"
FROM playground_credit_transactions t JOIN playground_credit_purchases b ON b.id = t.purchase_id
WHERE t.type = 'purchase' AND t.type <> 'spend' AND ${DATED} GROUP BY utc_day(t.occurred_at), b.package
UNION ALL
SELECT utc_day(t.occurred_at)::text, 'plus', count(*)::int, sum(i.paid_cents - i.tax_cents), sum(i.refunded_cents),
  sum(i.disputed_cents)
FROM playground_credit_transactions t JOIN subscription_invoices i ON t.natural_key = 'stripe:invoice:' || i.id || ':grant'
WHERE t.type = 'monthly' AND t.type <> 'spend' AND ${DATED} GROUP BY utc_day(t.occurred_at)`;

const MOVED = `SELECT utc_day(t.occurred_at)::text AS day, t.type, sum(t.amount) FILTER (WHERE t.amount > 0) AS added,
  -sum(t.amount) FILTER (WHERE t.amount < 0) AS taken
FROM playground_credit_transactions t WHERE t.type <> 'spend' AND t.type IN ('trial', 'monthly', 'rollover', 'purchase',
  'expire', 'refund', 'dispute', 'adjustment') AND ${DATED} GROUP BY utc_day(t.occurred_at), t.type`;

const OUTSTANDING = `SELECT coalesce(sum(balance), 0) AS balance, coalesce(sum(held), 0) AS held,
  coalesce(sum(debt), 0) AS debt, coalesce(sum(monthly), 0) AS monthly, coalesce(sum(rollover), 0) AS rollover,
  coalesce(sum(trial), 0) AS trial, coalesce(sum(purchased), 0) AS purchased FROM playground_credits`;

const BUYING = `SELECT count(*)::int AS begun, count(*) FILTER (WHERE status = 'paid')::int AS paid,
  count(DISTINCT user_id) FILTER (WHERE status = 'paid')::int AS buyers
FROM playground_credit_purchases WHERE created_at >= day_start($1) AND created_at < day_start($2::date + 1)`;

const PLUS = `WITH first AS (SELECT user_id, min(started_at) AS began FROM subscriptions s
    WHERE subscription_is_live(s.status) OR s.ended_at > s.started_at GROUP BY user_id),
  members AS (SELECT DISTINCT s.user_id FROM subscriptions s WHERE s.started_at <= $3 AND subscription_lasts(s, $3))
SELECT
  (SELECT count(*) FROM first WHERE began >= day_start($1) AND began < day_start($2::date + 1))::int AS began,
  (SELECT count(*) FROM first f JOIN run_people r ON r.user_id = f.user_id AND r.package_id IS NULL)::int AS ever,
  (SELECT count(*) FROM run_people WHERE package_id IS NULL)::int AS people,
  (SELECT count(*) FROM members)::int AS members,
  (SELECT count(*) FROM members m JOIN run_people r ON r.user_id = m.user_id AND r.package_id IS NULL
    WHERE r.last_day > utc_day($3) - 30)::int AS active,
  (SELECT count(*) FROM members m JOIN playground_credits w ON w.user_id = m.user_id WHERE w.balance < 10)::int AS "underTen"`;

type Sale = {
  day: Day;
  product: string;
  sales: number;
  amountCents: number;
  refundedCents: number;
  disputedCents: number;
};
type Moved = { day: Day; type: string; added: number | null; taken: number | null };
type Outstanding = Record<"balance" | "held" | "debt" | "monthly" | "rollover" | "trial" | "purchased", number>;
type Buying = { begun: number; paid: number; buyers: number };
type Plus = { began: number; ever: number; people: number; members: number; active: number; underTen: number };

/** The money of a period as the ledger has it: sales by product, credits issued and taken back, what is outstanding now. */
export async function operatorMoney({ from, to }: Period, now: Date) {
  const [revenue, moved, [outstanding], [buying], [plus]] = await Promise.all([
    query<Sale>(SALES, [from, to]),
    query<Moved>(MOVED, [from, to]),
    query<Outstanding>(OUTSTANDING),
    query<Buying>(BUYING, [from, to]),
    query<Plus>(PLUS, [from, to, now]),
  ]);
  if (!outstanding || !buying || !plus) throw new Error("a count gave no row");
  return {
    revenue,
    movements: moved.map((line) => ({ ...line, added: line.added ?? 0, taken: line.taken ?? 0 })),
    outstanding,
    purchases: { ...buying, conversion: rate(buying.paid, buying.begun) },
    plus: { ...plus, conversion: rate(plus.ever, plus.people) },
  };
}
