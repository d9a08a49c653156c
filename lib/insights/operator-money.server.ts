import "server-only";
import { query } from "@/lib/db/pool.server";
import type { Day } from "@/lib/insights/day";
import type { Period } from "@/lib/insights/period";

/** Of cents that were paid, the part that was no tax. */
const withoutTax = (cents: string, net: string, gross: string) =>
  `round(${cents}::numeric * (${net}) / nullif(${gross}, 0))`;

const ofPurchase = (cents: string) => withoutTax(cents, "b.amount_cents", "b.amount_cents + b.tax_cents");
const ofInvoice = (cents: string) => withoutTax(cents, "i.paid_cents - i.tax_cents", "i.paid_cents");

// What went back of a sale belongs to the day of that sale, whenever it went back. A purchase is complete at the instant of
// its grant.
const SALES = `SELECT day::text, product, sum(sales)::int AS sales, sum(amount_cents)::float8 AS "amountCents",
  sum(refunded_cents)::float8 AS "refundedCents", sum(disputed_cents)::float8 AS "disputedCents"
FROM (
  SELECT day, product, sales, amount_cents, 0 AS refunded_cents, 0 AS disputed_cents FROM sale_days
  UNION ALL SELECT day, product, sales, amount_cents, 0, 0
    FROM sales_written((SELECT until FROM money_counted), 'infinity')
  UNION ALL SELECT utc_day(b.completed_at), b.package, 0, 0, ${ofPurchase("b.refunded_cents")}, ${ofPurchase("b.disputed_cents")}
    FROM playground_credit_purchases b WHERE b.refunded_cents + b.disputed_cents > 0 AND b.status = 'paid'
  UNION ALL SELECT utc_day(l.created_at), 'plus', 0, 0, ${ofInvoice("i.refunded_cents")}, ${ofInvoice("i.disputed_cents")}
    FROM subscription_invoices i CROSS JOIN LATERAL (SELECT created_at FROM playground_credit_lots
      WHERE source_ref = 'stripe:invoice:' || i.id || ':grant' LIMIT 1) AS l
    WHERE i.refunded_cents + i.disputed_cents > 0
) AS sold WHERE day BETWEEN $1 AND $2 GROUP BY day, product ORDER BY sold.day, product`;

const MOVED = `SELECT day::text, type, sum(added)::float8 AS added, sum(taken)::float8 AS taken
FROM (
  SELECT * FROM movement_days
  UNION ALL SELECT * FROM movements_written((SELECT until FROM money_counted), 'infinity')
) AS moved WHERE day BETWEEN $1 AND $2 GROUP BY day, type ORDER BY moved.day, type`;

const OUTSTANDING = `SELECT coalesce(sum(balance), 0) AS balance, coalesce(sum(held), 0) AS held,
  coalesce(sum(debt), 0) AS debt, coalesce(sum(monthly), 0) AS monthly, coalesce(sum(rollover), 0) AS rollover,
  coalesce(sum(trial), 0) AS trial, coalesce(sum(purchased), 0) AS purchased FROM playground_credits`;

type Sale = {
  day: Day;
  product: string;
  sales: number;
  amountCents: number;
  refundedCents: number;
  disputedCents: number;
};
type Moved = { day: Day; type: string; added: number; taken: number };
type Outstanding = Record<"balance" | "held" | "debt" | "monthly" | "rollover" | "trial" | "purchased", number>;

/** The money of a period as the ledger has it: sales by product, credits issued and taken back, what is outstanding now. */
export async function operatorMoney({ from, to }: Period) {
  const [revenue, movements, [outstanding]] = await Promise.all([
    query<Sale>(SALES, [from, to]),
    query<Moved>(MOVED, [from, to]),
    query<Outstanding>(OUTSTANDING),
  ]);
  if (!outstanding) throw new Error("a count gave no row");
  return { revenue, movements, outstanding };
}
