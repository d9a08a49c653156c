import "server-only";
import { query } from "@/lib/db/pool.server";
import { AppError } from "@/lib/errors";

export type AdjustCredits = {
  userId: string;
  /** Whole credits, not zero; negative takes away what is free. */
  amount: number;
  reason: string;
  actorId: string;
  /** Names this correction, so that a repeated request makes it once. */
  key: string;
  now: Date;
};

const ADJUST = `SELECT ledger_adjust($1, u.id, $3, $4, $5, $6) AS made FROM users u
WHERE u.id = $2 AND u.deleted_at IS NULL`;

/**
 * An admin's correction of a wallet, with its reason, in the statement and the audit log; true when made now. `not_found`
 * for a deleted account, which has nobody to give to.
 */
export async function adjustCredits({ userId, amount, reason, actorId, key, now }: AdjustCredits): Promise<boolean> {
  const [row] = await query<{ made: boolean }>(ADJUST, [
    now,
    userId,
    amount,
    `adjustment:${userId}:${key}`,
    reason,
    actorId,
  ]).catch((error: unknown) => {
    throw toRefusal(error);
  });
  if (row === undefined) throw new AppError("not_found");
  return row.made;
}

function toRefusal(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "PR001") return new AppError("idempotency_mismatch", { cause: error });
  if (code === "PR002") {
    return new AppError("conflict", { message: "This wallet has fewer free credits than that.", cause: error });
  }
  return code === "23503" ? new AppError("not_found", { cause: error }) : error;
}
