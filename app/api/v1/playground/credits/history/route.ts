import { z } from "zod";
import { TRANSACTION_TYPES } from "@/lib/credits/credits";
import { exportStatement } from "@/lib/credits/export-statement.server";
import { listTransactions } from "@/lib/credits/statement.server";
import { PageQuery } from "@/lib/cursor";
import { csvResponse } from "@/lib/http/csv-response.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { prefers } from "@/lib/http/prefers";

const HistoryQuery = PageQuery.extend({ type: z.enum(TRANSACTION_TYPES).optional() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: HistoryQuery }, async ({ request, viewer, query, now }) => {
    if (prefers(request.headers.get("accept"), "text/csv")) {
      const chunks = exportStatement({ userId: viewer.id, now, type: query.type });
      return csvResponse({ chunks, filename: "credits.csv", forSpreadsheet: false });
    }
    const page = await listTransactions({ userId: viewer.id, now, ...query });
    return Response.json(page, { headers: { Vary: "Accept" } });
  }),
});
