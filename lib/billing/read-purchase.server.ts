import "server-only";
import { PACKS, type PackName } from "@/lib/billing/packs";
import { isPaidInFull, type PurchaseRow, purchaseReading } from "@/lib/billing/purchase-reading";
import type { Finding } from "@/lib/billing/reading";
import { query } from "@/lib/db/pool.server";
import { isId } from "@/lib/id";
import type { Checkout } from "@/lib/stripe/checkout";
import type { Payment } from "@/lib/stripe/payment";
import { readCheckout } from "@/lib/stripe/read-checkout.server";
import { readPayment } from "@/lib/stripe/read-payment.server";

type Stored = PurchaseRow & { status: string; sessionId: string | null; paymentIntentId: string | null };

const STORED = `SELECT id AS "purchaseId", revision, user_id AS "userId", package, credits,
  amount_cents AS "amountCents", currency, mode, status, stripe_checkout_session_id AS "sessionId",
  stripe_payment_intent_id AS "paymentIntentId" FROM playground_credit_purchases`;

async function findStored(purchaseId: string): Promise<Stored | null> {
  const [row] = await query<Stored>(`${STORED} WHERE id = $1`, [purchaseId]);
  return row ?? null;
}

/** The purchase that a payment belongs to, by what we stored; null when it was not stored yet. */
export async function purchaseOfPayment(paymentIntentId: string): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    "SELECT id FROM playground_credit_purchases WHERE stripe_payment_intent_id = $1",
    [paymentIntentId],
  );
  return row?.id ?? null;
}

/** The id of our purchase in what we told Stripe to keep with an object. */
export function purchaseIdIn(metadata: unknown): string | null {
  const id = (metadata as Record<string, unknown> | null | undefined)?.["purchaseId"];
  return typeof id === "string" && isId(id) ? id : null;
}

/** A purchase whose row is missing, from what we told Stripe when we made it; the price is our own. */
async function rowFromStripe(purchaseId: string, { userId, package: name, mode }: Payment["metadata"]) {
  const pack = Object.hasOwn(PACKS, name ?? "") ? PACKS[name as PackName] : undefined;
  if (pack === undefined || userId === undefined || !isId(userId)) return null;
  const [user] = await query<{ id: string }>("SELECT id FROM users WHERE id = $1", [userId]);
  if (user === undefined) return null;
  const { credits, amountCents, currency } = pack;
  const how = mode === "elements" ? ("elements" as const) : ("checkout" as const);
  return { purchaseId, revision: 0, userId, package: pack.package, credits, amountCents, currency, mode: how };
}

type Hints = { sessionId?: string | null; paymentIntentId?: string | null; back?: boolean };

const isPaid = (payment: Payment | null): payment is Payment => payment?.status === "succeeded";

async function readBoth(stored: Stored | null, hints: Hints) {
  const sessionId = hints.sessionId ?? stored?.sessionId ?? null;
  const isSettled = stored?.status === "paid";
  // The page is of interest until it was paid on; an event about it says so itself.
  const checkout = sessionId === null || (isSettled && hints.sessionId == null) ? null : await readCheckout(sessionId);
  const id = stored?.paymentIntentId ?? checkout?.paymentIntentId ?? hints.paymentIntentId ?? null;
  const back = hints.back === true;
  const known = id === null ? null : await readPayment(id, { back });
  const isOther = hints.paymentIntentId != null && hints.paymentIntentId !== id;
  return { checkout, known, other: isOther ? await readPayment(hints.paymentIntentId ?? "", { back }) : null };
}

/** Money for a purchase that does not come to its price, or comes again. */
function doubtful(note: string, purchaseId: string, payment: Payment): Finding {
  const { id, receivedCents, currency } = payment;
  const message = `A payment of ${receivedCents} ${currency} granted nothing: ${note}`;
  return { reading: null, note, doubt: { subject: id, message, details: { purchaseId, paymentIntent: id } } };
}

const belongsTo = (purchaseId: string, found: Payment | Checkout | null) =>
  found === null || purchaseIdIn(found.metadata) === purchaseId;

/**
 * Reads how a purchase stands at Stripe. `back` also reads refunds and disputes that its charge does not show. What is
 * not this purchase's own is left alone; a payment of another amount than the price, and a second one, is a doubt and
 * grants nothing.
 */
export async function readPurchase(purchaseId: string, hints: Hints = {}): Promise<Finding> {
  const stored = await findStored(purchaseId);
  const { checkout, known, other } = await readBoth(stored, hints);
  if (![checkout, known, other].every((found) => belongsTo(purchaseId, found))) {
    return { reading: null, note: "belongs to another purchase" };
  }
  if (isPaid(known) && isPaid(other)) return doubtful("paid a second time", purchaseId, other);
  const payment = isPaid(other) ? other : known;
  const row = stored ?? (payment && (await rowFromStripe(purchaseId, payment.metadata)));
  if (row === null) {
    return isPaid(payment)
      ? doubtful("no purchase of ours", purchaseId, payment)
      : { reading: null, note: "no purchase of ours" };
  }
  // The tax stands on the page, which is read when the price alone does not come to what was paid.
  const needsPage = checkout === null && isPaid(payment) && !isPaidInFull(row, payment, 0);
  const page = needsPage && stored?.sessionId ? await readCheckout(stored.sessionId) : checkout;
  if (isPaid(payment) && !isPaidInFull(row, payment, page?.taxCents ?? 0)) {
    return doubtful("paid amount is not the price", purchaseId, payment);
  }
  const { purchaseId: id, revision, userId, package: name, credits, amountCents, currency, mode } = row;
  const facts = { purchaseId: id, revision, userId, package: name, credits, amountCents, currency, mode };
  return { reading: purchaseReading(facts, { payment, checkout: page }) };
}
