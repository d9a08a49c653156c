import { z } from "zod";
import { TRANSACTION_TYPES } from "@/lib/credits/credits";
import { exportStatement } from "@/lib/credits/export-statement.server";
import { csvResponse } from "@/lib/http/csv-response.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { orSignIn } from "@/lib/http/or-sign-in.server";

const FileQuery = z.object({ type: z.enum(TRANSACTION_TYPES).optional() });

const download = defineRoute({ auth: "user", limit: "read", query: FileQuery }, async ({ viewer, query, now }) => {
  const chunks = exportStatement({ userId: viewer.id, now, type: query.type });
  const day = now.toISOString().slice(0, 10);
  const kind = query.type === undefined ? "" : `-${query.type}`;
  return csvResponse({ chunks, filename: `prpm-credits${kind}-${day}.csv`, forSpreadsheet: true });
});

/** The statement as a file for a spreadsheet: what `GET credits/history` gives, by a link that needs no script. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({ GET: orSignIn(download) });
