import { listFrom } from "@/app/_components/list-from";
import { KIND_WORDS, PLAN_WORDS } from "@/components/credits/credit-words";
import { Mark } from "@/components/ui/mark";
import { now } from "@/lib/clock";
import { type CreditSummary, formatCredits, LOT_KINDS } from "@/lib/credits/credits";
import { searchWallets, type UserWithWallet } from "@/lib/credits/search-wallets.server";
import { AdjustButton } from "./adjust-button";
import type { AdminQuery } from "./admin-query";
import { ListEnd } from "./list-end";
import { SearchForm } from "./search-form";

const PAGE_SIZE = 25;

/** What a wallet is made of, in one line: "monthly 120, trial 5, held 2". */
function parts({ breakdown, held, debt }: CreditSummary): string {
  const kinds = LOT_KINDS.filter((kind) => breakdown[kind] > 0).map((kind) => [KIND_WORDS[kind], breakdown[kind]]);
  const rest = [...kinds, ["Held", held], ["Owed", debt]].filter(([, amount]) => amount !== 0);
  return rest.map(([word, amount]) => `${String(word).toLowerCase()} ${amount}`).join(", ");
}

function Line({ user }: { user: UserWithWallet }) {
  const { id, email, handle, role, suspended, wallet } = user;
  return (
    <li className="flex items-center gap-4 border-b py-2">
      <div className="grid min-w-0 flex-1 items-baseline gap-x-4 lg:grid-cols-[minmax(0,1fr)_8rem_minmax(0,18rem)]">
        <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-14 sm:flex-nowrap">
          <span className="truncate max-sm:w-full">{email}</span>
          <span className="figures min-w-8 truncate text-12 text-faint">@{handle}</span>
          {role === "admin" && <Mark tone="live">Admin</Mark>}
          {suspended && <Mark tone="bad">Suspended</Mark>}
        </p>
        <p className="text-12 text-soft">{PLAN_WORDS[wallet.plan]}</p>
        <p className="truncate text-12 text-soft">
          <span className="text-13 text-ink">{formatCredits(wallet.available)}</span>{" "}
          <span className="text-faint">{parts(wallet)}</span>
        </p>
      </div>
      <AdjustButton user={{ id, email, available: wallet.available }} />
    </li>
  );
}

/** Users with what they hold, newest first, and the way to correct it. */
export async function UsersTab({ query }: { query: AdminQuery }) {
  const { q, cursor } = query;
  const { items, nextCursor } = await listFrom(cursor, (from) =>
    searchWallets({ q: q?.toLowerCase(), cursor: from, limit: PAGE_SIZE, now: now() }),
  );
  return (
    <>
      <SearchForm query={query} label="E-mail, handle, name or id" />
      {items.length > 0 && (
        <ul className="mt-5 border-t">
          {items.map((user) => (
            <Line key={user.id} user={user} />
          ))}
        </ul>
      )}
      <ListEnd query={query} count={items.length} nextCursor={nextCursor} nothing={`Nobody matches ${q ?? "this"}.`} />
    </>
  );
}
