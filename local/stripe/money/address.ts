import { z } from "zod";
import { clearable } from "../wire/params";

export const address = z
  .strictObject({
    city: clearable,
    country: clearable,
    line1: clearable,
    line2: clearable,
    postal_code: clearable,
    state: clearable,
  })
  .partial();

export const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

/** An address as Stripe shows it: every part, known or not. */
export function shownAddress(given: z.output<typeof address>): typeof NO_ADDRESS {
  return { ...NO_ADDRESS, ...given } as typeof NO_ADDRESS;
}
