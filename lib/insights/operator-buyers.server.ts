import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Period } from "@/lib/insights/period";
import { rate } from "@/lib/insights/rate";

const BUYING = `SELECT count(*)::int AS begun, count(*) FILTER (WHERE status = 'paid')::int AS paid,
  count(DISTINCT user_id) FILTER (WHERE status = 'paid')::int AS buyers
FROM playground_credit_purchases WHERE created_at >= day_start($1) AND created_at < day_start($2::date + 1)`;

// Few of all people: each is looked up, where a join would read everybody.
const PLUS = `WITH known AS (
  SELECT s.user_id, min(s.started_at) FILTER (WHERE subscription_is_live(s.status) OR s.ended_at > s.started_at) AS began,
    bool_or(subscription_lasts(s, $3)) AS is_member
  FROM subscriptions s GROUP BY s.user_id)
SELECT count(*) FILTER (WHERE k.began >= day_start($1) AND k.began < day_start($2::date + 1))::int AS began,
  count(*) FILTER (WHERE k.began IS NOT NULL AND r.user_id IS NOT NULL)::int AS ever,
  (SELECT count(*) FROM run_people WHERE package_id IS NULL)::int AS people,
  count(*) FILTER (WHERE k.is_member)::int AS members,
  count(*) FILTER (WHERE k.is_member AND r.last_day > utc_day($3) - 30)::int AS active,
  count(*) FILTER (WHERE k.is_member AND w.balance < 10)::int AS "underTen"
FROM known k
  LEFT JOIN LATERAL (SELECT user_id, last_day FROM run_people WHERE user_id = k.user_id AND package_id IS NULL LIMIT 1) AS r
    ON true
  LEFT JOIN LATERAL (SELECT balance FROM playground_credits WHERE user_id = k.user_id LIMIT 1) AS w ON true`;

type Buying = { begun: number; paid: number; buyers: number };
type Plus = { began: number; ever: number; people: number; members: number; active: number; underTen: number };

/** Who pays: purchases begun in a period and what became of them; who came to PRPM+ in it, and who has it now. */
export async function operatorBuyers({ from, to }: Period, now: Date) {
  const [[buying], [plus]] = await Promise.all([query<Buying>(BUYING, [from, to]), query<Plus>(PLUS, [from, to, now])]);
  if (!buying || !plus) throw new Error("a count gave no row");
  return {
    purchases: { ...buying, conversion: rate(buying.paid, buying.begun) },
    plus: { ...plus, conversion: rate(plus.ever, plus.people) },
  };
}
