import "server-only";
import { createOnce } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

type NewCustomer = { userId: string; email: string; idempotencyKey: string };

/** Makes a customer for a user and answers its id. */
export function createCustomer({ userId, email, idempotencyKey: key }: NewCustomer): Promise<string> {
  const create = async (idempotencyKey: string): Promise<string> => {
    const { id } = await stripe().customers.create({ email, metadata: { userId } }, { idempotencyKey });
    return id;
  };
  const find = async (): Promise<string | null> => {
    const { data } = await stripe().customers.list({ email, limit: 100 });
    return data.find(({ metadata }) => metadata["userId"] === userId)?.id ?? null;
  };
  return createOnce({ create, find, key });
}
