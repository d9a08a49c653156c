import "server-only";
import type { Search } from "@/lib/accounts/search";
import { searchUsers } from "@/lib/accounts/search-users.server";
import type { UserRecord } from "@/lib/accounts/user-record.server";
import type { CreditSummary } from "@/lib/credits/credits";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import type { Page } from "@/lib/cursor";
import { log } from "@/lib/log.server";

/** `wallet` is null where the ledger cannot bring it up to date; an operator must still find its owner. */
export type UserWithWallet = UserRecord & { wallet: CreditSummary | null };

/**
 * Users and what they hold, for admins. Wallets are read one after the other: each may be brought up to date, and
 * one statement over many would lock them in no order.
 */
export async function searchWallets(search: Search & { now: Date }): Promise<Page<UserWithWallet>> {
  const { items, nextCursor } = await searchUsers(search);
  const withWallets: UserWithWallet[] = [];
  for (const user of items) withWallets.push({ ...user, wallet: await readWallet(user.id, search.now) });
  return { items: withWallets, nextCursor };
}

/** What one user holds, for an admin; null where the ledger cannot bring it up to date. */
export async function readWallet(userId: string, now: Date): Promise<CreditSummary | null> {
  try {
    return await getCreditSummary(userId, now);
  } catch (error) {
    log.error({ err: error, userId }, "a wallet cannot be read");
    return null;
  }
}
