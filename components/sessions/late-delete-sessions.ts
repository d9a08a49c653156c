"use client";

import { arriving } from "@/components/ui/arriving";

/** Deletes sessions as `deleteSessions` does, with code that a page fetches when something is deleted. */
export async function lateDeleteSessions(ids: readonly string[], onUndone: () => void): Promise<void> {
  const { deleteSessions } = await arriving(() => import("./delete-sessions"));
  deleteSessions(ids, onUndone);
}
