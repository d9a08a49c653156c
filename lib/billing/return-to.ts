import { z } from "zod";

/** Body of the routes that send people to Stripe: the path on this site to come back to. */
export const ReturnTo = z.object({ returnTo: z.string().max(2_000).optional() });
