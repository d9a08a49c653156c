import "server-only";
import { findPayment } from "@/lib/billing/finding-of-event.server";
import { type Counts, healEach, isChanged, total } from "@/lib/billing/heal.server";
import { settle } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { raiseAlert } from "@/lib/jobs/raise-alert.server";
import { type MadePayment, paymentsBackSince, paymentsSince } from "@/lib/stripe/list-changes.server";
import { readPayment } from "@/lib/stripe/read-payment.server";

/** Payments at Stripe without their grant here are granted; what went back is taken back. */
async function comparePayments(made: readonly MadePayment[], from: Date, now: Date): Promise<Counts> {
  const granted = await query<{ id: string }>(
    `SELECT p.stripe_payment_intent_id AS id FROM playground_credit_purchases p
    JOIN playground_credit_lots l ON l.purchase_id = p.id WHERE p.stripe_payment_intent_id = ANY($1)
    UNION ALL SELECT i.stripe_payment_intent_id FROM subscription_invoices i
    LEFT JOIN playground_credit_lots l ON l.source_ref = 'stripe:invoice:' || i.id || ':grant'
    WHERE i.stripe_payment_intent_id = ANY($1) AND (l.id IS NOT NULL OR NOT i.grants)`,
    [made.map(({ id }) => id)],
  );
  const known = new Set(granted.map(({ id }) => id));
  const missing = made.filter(({ id }) => !known.has(id));
  const back = await paymentsBackSince(from);
  const heal = async (id: string, metadata: unknown, isBack: boolean): Promise<boolean> =>
    isChanged(await settle(() => findPayment(id, metadata, isBack), now));
  return total([
    await healEach(missing, ({ id, metadata }) => heal(id, metadata, false)),
    await healEach(back, (id) => heal(id, null, true)),
  ]);
}

/** Grants here without their payment at Stripe are a person's to look at. */
async function compareGrants(made: readonly MadePayment[], from: Date, now: Date): Promise<number> {
  const granted = await query<{ id: string; of: string }>(
    `SELECT p.stripe_payment_intent_id AS id, p.id::text AS of FROM playground_credit_purchases p
    JOIN playground_credit_lots l ON l.purchase_id = p.id WHERE l.created_at >= $1
      AND p.stripe_payment_intent_id IS NOT NULL
    UNION ALL SELECT i.stripe_payment_intent_id, i.id FROM subscription_invoices i
    JOIN playground_credit_lots l ON l.source_ref = 'stripe:invoice:' || i.id || ':grant'
    WHERE l.created_at >= $1 AND i.stripe_payment_intent_id IS NOT NULL`,
    [from],
  );
  const paid = new Set(made.map(({ id }) => id));
  let alone = 0;
  for (const { id, of } of granted.filter(({ id }) => !paid.has(id))) {
    if ((await readPayment(id, { back: false }))?.status === "succeeded") continue;
    alone += 1;
    const message = "Credits were granted for a payment that Stripe does not know as paid";
    await raiseAlert({ kind: "grant_without_payment", subject: of, message, details: { of, paymentIntent: id } }, now);
  }
  return alone;
}

/** Compares what was paid at Stripe since an instant with what was granted here, both ways, and heals what is missing. */
export async function comparePaymentsSince(from: Date, now: Date) {
  const made = await paymentsSince(from);
  const counts = await comparePayments(made, from, now);
  return { ...counts, grantsWithoutPayment: await compareGrants(made, from, now) };
}
