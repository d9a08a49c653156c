import { z } from "zod";
import { markdownHtml } from "@/components/markdown/markdown-html";
import { AppError } from "@/lib/errors";
import { defineRoute } from "@/lib/http/define-route.server";
import { fileResponse } from "@/lib/http/file-response.server";
import { IdParams } from "@/lib/http/id-params";
import { methods } from "@/lib/http/methods.server";
import { Id } from "@/lib/id-schema";
import { exportHtml } from "@/lib/sessions/export-html";
import { exportJson } from "@/lib/sessions/export-json";
import { exportMarkdown } from "@/lib/sessions/export-markdown";
import { EXPORT_FORMATS, type ExportFormat, exportName } from "@/lib/sessions/export-name";
import { type ExportedThread, toExportedThread } from "@/lib/sessions/exported-thread";
import { findSession } from "@/lib/sessions/get-session.server";

const KINDS: Readonly<Record<ExportFormat, { type: string; write: (thread: ExportedThread) => Iterator<string> }>> = {
  md: { type: "text/markdown; charset=utf-8", write: (thread) => [exportMarkdown(thread)].values() },
  json: { type: "application/json", write: (thread) => [exportJson(thread)].values() },
  html: { type: "text/html; charset=utf-8", write: (thread) => exportHtml(thread, markdownHtml) },
};

const ExportQuery = z.object({ format: z.enum(EXPORT_FORMATS), run: Id.optional() });

/** The thread shown of one's own session, as a file. `run` chooses the branch, as it does on the page. */
export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: defineRoute(
    { auth: "user", limit: "read", params: IdParams, query: ExportQuery },
    async ({ viewer, params, query, now }) => {
      const session = await findSession(viewer.id, params.id, query.run);
      if (session === null) throw new AppError("not_found");
      const { type, write } = KINDS[query.format];
      const pieces = write(toExportedThread(session, now));
      return fileResponse({ pieces, type, filename: exportName(session.title, query.format) });
    },
  ),
});
