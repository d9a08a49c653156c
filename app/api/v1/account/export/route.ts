import { exportAccount } from "@/lib/account-data/export-account.server";
import { defineRoute } from "@/lib/http/define-route.server";
import { methods } from "@/lib/http/methods.server";
import { streamedFile } from "@/lib/http/streamed-file.server";

export const maxDuration = 300;

/** Everything that is kept of the caller, as one JSON file. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute({ auth: "user", limit: "export" }, async ({ viewer, now }) =>
    streamedFile({
      chunks: exportAccount(viewer.id, now),
      headers: {
        "Content-Type": "application/json",
        "Content-Disposition": `attachment; filename="prpm-account-${now.toISOString().slice(0, 10)}.json"`,
      },
    }),
  ),
});
