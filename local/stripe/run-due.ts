import { expireSession } from "./checkout/complete-session";
import type { DueRow } from "./state/rows";
import { requireRow, type Work } from "./work";

/** Lets happen what is due, if it still applies. */
export function runDue(work: Work, { task, object }: DueRow): void {
  if (task === "expire-session") {
    const session = requireRow(work, "sessions", object);
    if (session.status === "open") expireSession(work, session);
  }
}
