import { z } from "zod";

/** The `{token}` of an address; whether it is anybody's is not known yet. */
export const TokenParams = z.object({ token: z.string().max(100) });
