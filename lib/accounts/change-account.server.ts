import "server-only";
import type { PoolClient } from "pg";
import type { AccountChange } from "@/lib/accounts/account-change";
import { writeAudit } from "@/lib/accounts/audit-log.server";
import { inTransaction } from "@/lib/db/transaction.server";
import { AppError } from "@/lib/errors";

type ChangeAccount = { userId: string; change: AccountChange; actorId: string; now: Date };

type Locked = { id: string; role: "user" | "admin"; suspended: boolean };

// All admins, so that of two who would suspend each other, or take the role from each other, the second comes too late.
const LOCK = `SELECT id, role, banned_at IS NOT NULL AS suspended FROM users WHERE role = 'admin' OR (id = $1 AND deleted_at IS NULL)
ORDER BY id FOR NO KEY UPDATE`;

/**
 * Gives or takes the admin role, suspends an account or lifts that, each with its line in the audit log. The account's
 * next request is already treated so. There is always an admin left: whoever acts is one, and nobody takes that from
 * themselves.
 */
export async function changeAccount({ userId, change, actorId, now }: ChangeAccount): Promise<void> {
  await inTransaction(async (client) => {
    const { rows } = await client.query<Locked>(LOCK, [userId]);
    const actor = rows.find(({ id }) => id === actorId);
    // They were an admin when the request came.
    if (actor?.role !== "admin" || actor.suspended) throw new AppError("forbidden");
    const account = rows.find(({ id }) => id === userId);
    if (account === undefined) throw new AppError("not_found");
    if (userId === actorId) refuseOnesOwn(change);
    const entry = { actorId, subject: userId, details: { reason: change.reason }, now };
    if (change.role !== undefined && change.role !== account.role) {
      await setRole(client, userId, change.role, now);
      await writeAudit(client, { ...entry, action: `role.${change.role}` });
    }
    if (change.suspended !== undefined && change.suspended !== account.suspended) {
      await setSuspended(client, userId, change.suspended, now);
      await writeAudit(client, { ...entry, action: change.suspended ? "account.suspend" : "account.unsuspend" });
    }
  });
}

function refuseOnesOwn({ role, suspended }: AccountChange): void {
  if (role === "user") {
    throw new AppError("conflict", { message: "This is your own role. Another admin can take it away." });
  }
  if (suspended === true) throw new AppError("conflict", { message: "You cannot suspend your own account." });
}

/** Tokens that were made for an admin end with the role: they would be good again if it were given back. */
async function setRole(client: PoolClient, userId: string, role: "user" | "admin", now: Date): Promise<void> {
  await client.query("UPDATE users SET role = $2 WHERE id = $1", [userId, role]);
  if (role === "admin") return;
  await client.query(
    "UPDATE api_tokens SET revoked_at = $2 WHERE user_id = $1 AND scope = 'admin' AND revoked_at IS NULL",
    [userId, now],
  );
}

/** Browser sessions end for good: who is let in again signs in again. */
async function setSuspended(client: PoolClient, userId: string, suspended: boolean, now: Date): Promise<void> {
  await client.query(
    `UPDATE users SET banned_at = CASE WHEN $2 THEN $3::timestamptz END,
      session_version = session_version + CASE WHEN $2 THEN 1 ELSE 0 END WHERE id = $1`,
    [userId, suspended, now],
  );
}
