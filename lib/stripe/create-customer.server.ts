import "server-only";
import { atStripe } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

type NewCustomer = { userId: string; email: string; idempotencyKey: string };

/** Makes a customer for a user and answers its id. */
export async function createCustomer({ userId, email, idempotencyKey }: NewCustomer): Promise<string> {
  const params = { email, metadata: { userId } };
  const { id } = await atStripe(() => stripe().customers.create(params, { idempotencyKey }));
  return id;
}
