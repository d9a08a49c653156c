import type { ExportedThread } from "@/lib/sessions/exported-thread";

/** A thread as JSON for other programs. Its shape is docs/session-export.md: what changes there is another version. */
export function exportJson({ title, exportedAt, turns }: ExportedThread): string {
  const file = { format: "prpm-playground-session", version: 1, title, exportedAt, turns };
  return `${JSON.stringify(file, null, 2)}\n`;
}
