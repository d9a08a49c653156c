import { z } from "zod";
import { TRANSACTION_TYPES } from "@/lib/credits/credits";
import { listTransactions } from "@/lib/credits/statement.server";
import { PageQuery } from "@/lib/cursor";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";

const HistoryQuery = PageQuery.extend({ type: z.enum(TRANSACTION_TYPES).optional() });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "read", query: HistoryQuery }, async ({ viewer, query }) =>
    Response.json(await listTransactions({ userId: viewer.id, ...query })),
  ),
});
