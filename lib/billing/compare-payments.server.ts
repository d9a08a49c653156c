import "server-only";
import { findPayment } from "@/lib/billing/findings-of-event.server";
import { type Counts, each, sum } from "@/lib/billing/heal.server";
import { settle } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { type MadePayment, paymentsBackSince, paymentsSince } from "@/lib/stripe/list-changes.server";
import { readPayment } from "@/lib/stripe/read-payment.server";

/** Payments at Stripe without their grant here are granted; what went back is taken back. */
async function comparePayments(made: readonly MadePayment[], from: Date): Promise<Counts> {
  const granted = await query<{ id: string }>(
    `SELECT stripe_payment_intent_id AS id FROM playground_credit_purchases
    WHERE stripe_payment_intent_id = ANY($1) AND status = 'paid'
    UNION ALL SELECT stripe_payment_intent_id FROM subscription_invoices
    WHERE stripe_payment_intent_id = ANY($1) AND status = 'paid'`,
    [made.map(({ id }) => id)],
  );
  const known = new Set(granted.map(({ id }) => id));
  const missing = made.filter(({ id }) => !known.has(id));
  const back = await paymentsBackSince(from);
  return sum([
    await each(missing, ({ id, metadata }) => settle(() => findPayment(id, metadata, false))),
    await each(back, (id) => settle(() => findPayment(id, null, true))),
  ]);
}

/** Grants here without their payment at Stripe are a person's to look at. */
async function compareGrants(made: readonly MadePayment[], from: Date, now: Date): Promise<number> {
  const granted = await query<{ id: string; purchaseId: string }>(
    `SELECT stripe_payment_intent_id AS id, id AS "purchaseId" FROM playground_credit_purchases
    WHERE status = 'paid' AND completed_at >= $1 AND stripe_payment_intent_id IS NOT NULL`,
    [from],
  );
  const paid = new Set(made.map(({ id }) => id));
  let alone = 0;
  for (const { id, purchaseId } of granted.filter(({ id }) => !paid.has(id))) {
    if ((await readPayment(id, { back: false }))?.status === "succeeded") continue;
    alone += 1;
    const message = "Credits were granted for a payment that Stripe does not know as paid";
    await raiseAlert({ kind: "grant_without_payment", subject: purchaseId, message, details: { purchaseId } }, now);
  }
  return alone;
}

/** Compares what was paid at Stripe since an instant with what was granted here, both ways, and heals what is missing. */
export async function comparePaymentsSince(from: Date, now: Date) {
  const made = await paymentsSince(from);
  const counts = await comparePayments(made, from);
  return { ...counts, grantsWithoutPayment: await compareGrants(made, from, now) };
}
