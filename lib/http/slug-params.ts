import { z } from "zod";

/** The `{slug}` of an address: what cannot be one names nothing. */
export const SlugParams = z.object({ slug: z.string().regex(/^[a-z0-9-]{1,39}$/) });
