import { rows } from "./product";

/** Deletes an account as its owner's request does. */
export async function deleteAccount(userId: string) {
  const { deleteAccount: remove } = await import("@/lib/account-data/delete-account.server");
  return remove(userId, new Date());
}

/** What the hourly job does for deleted accounts. */
export async function settleDeleted() {
  const { settleDeletedAccounts } = await import("@/lib/account-data/settle-deleted.server");
  return settleDeletedAccounts(new Date());
}

export const isDeleted = async (userId: string): Promise<boolean> =>
  (await rows("SELECT 1 FROM users WHERE id = $1 AND deleted_at IS NOT NULL", [userId])).length === 1;

/** Appended to an input it is answered at once. */
export const QUICK = "[[standin tokens=5 rate=100000 ttft=0]]";
