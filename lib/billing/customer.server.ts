import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";
import { sha256 } from "@/lib/hash.server";
import { isId } from "@/lib/id";
import { isMissingCustomer } from "@/lib/stripe/at-stripe.server";
import { createCustomer } from "@/lib/stripe/create-customer.server";

/** The user who is a customer at Stripe; by what we told Stripe of them where we did not store it. */
export async function userOfCustomer(
  customerId: string,
  metadata: Readonly<Record<string, string>>,
): Promise<string | null> {
  const told = metadata["userId"];
  const [row] = await query<{ id: string }>(
    `SELECT user_id AS id FROM stripe_customers WHERE stripe_customer_id = $1
    UNION ALL SELECT id FROM users WHERE id = $2 LIMIT 1`,
    [customerId, told !== undefined && isId(told) ? told : null],
  );
  return row?.id ?? null;
}

export type Buyer = { userId: string; email: string };

/** The e-mail that goes to Stripe is the account's; `not_found` for one that was deleted, which buys nothing. */
export async function buyerOf(userId: string): Promise<Buyer> {
  const [row] = await query<Buyer>('SELECT id AS "userId", email FROM users WHERE id = $1 AND deleted_at IS NULL', [
    userId,
  ]);
  if (row === undefined) throw new AppError("not_found");
  return row;
}

/** The customer that a user is at Stripe; null before their first payment. */
export async function storedCustomer(userId: string): Promise<string | null> {
  const [row] = await query<{ id: string }>(
    "SELECT stripe_customer_id AS id FROM stripe_customers WHERE user_id = $1",
    [userId],
  );
  return row?.id ?? null;
}

/** Makes a customer, once for an account and the one it replaces, however many ask at the same time. */
async function makeCustomer(buyer: Buyer, replaced: string | null, now: Date): Promise<string> {
  // The same key with another e-mail would be refused.
  const idempotencyKey = `cus:${buyer.userId}:${sha256(`${buyer.email} ${replaced}`).slice(0, 16)}`;
  const made = await createCustomer({ ...buyer, idempotencyKey });
  if (replaced === null) {
    // Whatever of it is there already: of two at once, each of the row's keys may be the one that the second meets.
    await query(
      `INSERT INTO stripe_customers (user_id, stripe_customer_id, created_at) VALUES ($1, $2, $3)
      ON CONFLICT DO NOTHING`,
      [buyer.userId, made, now],
    );
  } else {
    await query(
      `UPDATE stripe_customers SET stripe_customer_id = $2, subscribe_session_id = NULL
      WHERE user_id = $1 AND stripe_customer_id = $3`,
      [buyer.userId, made, replaced],
    );
  }
  return (await storedCustomer(buyer.userId)) ?? made;
}

/**
 * Does something at Stripe for a user's customer, who is made at the first time, and anew when Stripe knows them no
 * more, as after a change of the account. `act` lets Stripe's word for that pass.
 */
export async function withCustomer<T>(buyer: Buyer, now: Date, act: (customerId: string) => Promise<T>): Promise<T> {
  const customerId = (await storedCustomer(buyer.userId)) ?? (await makeCustomer(buyer, null, now));
  try {
    return await act(customerId);
  } catch (error) {
    if (!isMissingCustomer(error)) throw error;
    return act(await makeCustomer(buyer, customerId, now));
  }
}
