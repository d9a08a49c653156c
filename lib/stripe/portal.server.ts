import "server-only";
import { atStripe, isMissingCustomer } from "@/lib/stripe/at-stripe.server";
import { stripe } from "@/lib/stripe/client.server";

/** Marks our settings of the portal among those of an account that sells other things too. */
export const PORTAL_MARK = "plan";

/** Our settings of the portal, which `npm run stripe:setup` makes; without them the account's own are used. */
async function ownConfiguration(plan: string): Promise<string | undefined> {
  const { data } = await stripe().billingPortal.configurations.list({ active: true, limit: 100 });
  return data.find(({ metadata }) => metadata?.[PORTAL_MARK] === plan)?.id;
}

type PortalVisit = { customerId: string; plan: string; returnUrl: string };

/** A visit to Stripe's portal, where a customer changes cards and sees invoices. Its address is good once: not logged. */
export async function createPortalVisit({ customerId, plan, returnUrl }: PortalVisit): Promise<string> {
  const { url } = await atStripe(async () => {
    const configuration = await ownConfiguration(plan);
    const params = { customer: customerId, return_url: returnUrl };
    return stripe().billingPortal.sessions.create({ ...params, ...(configuration !== undefined && { configuration }) });
  }, isMissingCustomer);
  return url;
}
