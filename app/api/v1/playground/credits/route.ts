import { z } from "zod";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

/** `?details=true` adds what the product's own screens need besides the sums. */
const CreditsQuery = z.object({ details: z.stringbool().default(false) });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: CreditsQuery }, async ({ viewer, query, now }) => {
    const { details, ...summary } = await getCreditSummary(viewer.id, now);
    return Response.json(query.details ? { ...summary, details } : summary);
  }),
});
