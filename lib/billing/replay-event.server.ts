import "server-only";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { type Handled, handleEvent } from "@/lib/billing/handle-event.server";
import { query } from "@/lib/db/pool.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";
import { toEvent } from "@/lib/stripe/verify-event.server";

type ReplayEvent = { id: string; actorId: string; reason?: string | undefined; now: Date };

/**
 * Handles an event again that we have: what it is about is read anew, so nothing is granted twice. Who asked stands in
 * the audit log. `not_found` when we do not have it.
 */
export async function replayEvent({ id, actorId, reason, now }: ReplayEvent): Promise<Handled> {
  const [row] = await query<{ payload: unknown }>("SELECT payload FROM stripe_events WHERE id = $1", [id]);
  if (row === undefined) throw new AppError("not_found");
  await inTransaction((client) =>
    writeAudit(client, {
      actorId,
      action: "stripe_event.replay",
      subject: id,
      details: { ...(reason !== undefined && { reason }) },
      now,
    }),
  );
  return handleEvent(toEvent(row.payload), { source: "webhook", now, again: true });
}
