import "server-only";
import { type Buyer, buyerOf, withCustomer } from "@/lib/billing/customer.server";
import { PACKS, type Pack } from "@/lib/billing/packs";
import type { BegunPurchase, NewPurchase } from "@/lib/billing/purchase";
import { withPurchaseAlarm } from "@/lib/billing/purchase-alarm.server";
import { readPurchase } from "@/lib/billing/read-purchase.server";
import { returnAddress } from "@/lib/billing/return-address.server";
import { PURCHASE_PARAMETER } from "@/lib/billing/return-parameters";
import { settle } from "@/lib/billing/settle.server";
import { query } from "@/lib/db/pool.server";
import { env } from "@/lib/env.server";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/id";
import { requireStripe } from "@/lib/stripe/client.server";
import { createPackPage } from "@/lib/stripe/create-checkout.server";
import { createPayment, openPayment } from "@/lib/stripe/create-payment.server";
import { readCheckout } from "@/lib/stripe/read-checkout.server";

type Begin = { userId: string; request: NewPurchase; idempotencyKey: string | null; now: Date };

type Row = Pick<Pack, "package" | "credits" | "amountCents" | "currency"> & {
  id: string;
  mode: NewPurchase["mode"];
  sessionId: string | null;
  paymentIntentId: string | null;
};

const ROW = `id, package, credits, amount_cents AS "amountCents", currency, mode, stripe_checkout_session_id AS "sessionId",
  stripe_payment_intent_id AS "paymentIntentId"`;

/** Where a purchase is to be paid. */
type Till = { checkoutUrl: string } | { clientSecret: string };

async function insertPurchase({ userId, request, idempotencyKey, now }: Begin): Promise<Row | null> {
  const { credits, amountCents, currency } = PACKS[request.package];
  const [row] = await query<Row>(
    `INSERT INTO playground_credit_purchases (id, user_id, package, credits, amount_cents, currency, mode,
      idempotency_key, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (user_id, idempotency_key) DO NOTHING RETURNING ${ROW}`,
    [newId(), userId, request.package, credits, amountCents, currency, request.mode, idempotencyKey, now],
  );
  return row ?? null;
}

async function findEarlier({ userId, request, idempotencyKey }: Begin): Promise<Row> {
  const [row] = await query<Row>(
    `SELECT ${ROW} FROM playground_credit_purchases WHERE user_id = $1 AND idempotency_key = $2`,
    [userId, idempotencyKey],
  );
  if (row === undefined) throw new AppError("conflict", { message: "This purchase did not begin; try again." });
  if (row.package !== request.package || row.mode !== request.mode) throw new AppError("idempotency_mismatch");
  return row;
}

/** Opens the way to pay at Stripe, under a key of the purchase: asked again, it is the same one. */
async function openTill(row: Row, buyer: Buyer, { request, now }: Begin): Promise<Till> {
  // At the price it began with, also when another is asked for meanwhile.
  const { credits, amountCents, currency } = row;
  const { userId, email } = buyer;
  const metadata = { purchaseId: row.id, userId, package: row.package, mode: row.mode };
  const name = `${credits} playground credits`;
  return withCustomer(buyer, now, async (customerId) => {
    const common = { customerId, userId, email, metadata, name, amountCents, currency };
    const idempotencyKey = `purchase:${row.id}:${customerId}`;
    if (row.mode === "elements") {
      const { id, clientSecret } = await createPayment({ ...common, idempotencyKey });
      await remember(row.id, "stripe_payment_intent_id", id);
      return { clientSecret };
    }
    const successUrl = returnAddress(request.returnTo, { [PURCHASE_PARAMETER]: row.id });
    const cancelUrl = returnAddress(request.returnTo);
    const { id, url } = await createPackPage({ ...common, successUrl, cancelUrl, idempotencyKey });
    await remember(row.id, "stripe_checkout_session_id", id);
    return { checkoutUrl: url };
  });
}

type TillColumn = "stripe_payment_intent_id" | "stripe_checkout_session_id";

async function remember(purchaseId: string, column: TillColumn, id: string): Promise<void> {
  const known = await query<{ id: string }>(
    `UPDATE playground_credit_purchases SET ${column} = coalesce(${column}, $2) WHERE id = $1 RETURNING id`,
    [purchaseId, id],
  );
  // A request of the same key that failed took the row away; the page stays unpaid, as nobody is shown it.
  if (known.length === 0) throw new AppError("conflict", { message: "This purchase did not begin; try again." });
}

/** The way to pay that was opened before; null when there is none, and `conflict` when it is over. */
async function earlierTill({ id, sessionId, paymentIntentId }: Row, now: Date): Promise<Till | null> {
  const page = sessionId === null ? null : await readCheckout(sessionId);
  if (page?.url && page.status === "open") return { checkoutUrl: page.url };
  const payment = paymentIntentId === null ? null : await openPayment(paymentIntentId);
  if (payment !== null) return { clientSecret: payment.clientSecret };
  if (sessionId === null && paymentIntentId === null) return null;
  await settle(() => readPurchase(id), now);
  throw new AppError("conflict", { message: "This purchase is over; begin a new one.", details: { purchaseId: id } });
}

/**
 * Begins the purchase of a pack: a row of ours, then a page or a payment at Stripe. The same `idempotencyKey` again is
 * the same purchase (`idempotency_mismatch` with other content, `conflict` once it is over). Grants nothing. While
 * Stripe does not answer, `payments_unavailable`, and nothing stays behind.
 */
export async function startPurchase(begin: Begin): Promise<BegunPurchase> {
  requireStripe();
  if (begin.request.mode === "elements" && env().NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY === undefined) {
    const message = "Cards are taken on Stripe's page here: mode checkout.";
    throw new AppError("invalid_input", { message, details: { issues: [{ path: "mode", message }] } });
  }
  const buyer = await buyerOf(begin.userId);
  const row = await insertPurchase(begin);
  const known = row ?? (await findEarlier(begin));
  const till = row === null ? await joinTill(known, buyer, begin) : await openOrForget(row, buyer, begin);
  const { package: name, credits, amountCents, currency } = known;
  return { purchaseId: known.id, package: name, credits, amountCents, currency, ...till };
}

/** The way to pay of a purchase that began before; opened now if it was not. */
async function joinTill(row: Row, buyer: Buyer, begin: Begin): Promise<Till> {
  return (await earlierTill(row, begin.now)) ?? withPurchaseAlarm(() => openTill(row, buyer, begin));
}

/** Only whoever wrote the row takes it away again. */
async function openOrForget(row: Row, buyer: Buyer, begin: Begin): Promise<Till> {
  try {
    return await withPurchaseAlarm(() => openTill(row, buyer, begin));
  } catch (error) {
    await query(
      `DELETE FROM playground_credit_purchases WHERE id = $1 AND status = 'open'
        AND stripe_checkout_session_id IS NULL AND stripe_payment_intent_id IS NULL`,
      [row.id],
    );
    throw error;
  }
}
