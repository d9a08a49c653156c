import "server-only";
import { atStripe, isMissingCustomer } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

/** A visit to Stripe's portal, where a customer changes cards and sees invoices. Its address is good once: not logged. */
export async function createPortalVisit(customerId: string, returnUrl: string): Promise<string> {
  const params = { customer: customerId, return_url: returnUrl };
  const { url } = await atStripe(() => stripe().billingPortal.sessions.create(params), isMissingCustomer);
  return url;
}
