import "server-only";
import type { Search } from "@/lib/accounts/search";
import { searchUsers, type UserRecord } from "@/lib/accounts/search-users.server";
import type { CreditSummary } from "@/lib/credits/credits";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import type { Page } from "@/lib/cursor";

export type UserWithWallet = UserRecord & { wallet: CreditSummary };

/**
 * Users and what they hold, for admins. Wallets are read one after the other: each may be brought up to date, and
 * one statement over many would lock them in no order.
 */
export async function searchWallets(search: Search & { now: Date }): Promise<Page<UserWithWallet>> {
  const { items, nextCursor } = await searchUsers(search);
  const withWallets: UserWithWallet[] = [];
  for (const user of items) withWallets.push({ ...user, wallet: await getCreditSummary(user.id, search.now) });
  return { items: withWallets, nextCursor };
}
