import clsx from "clsx";
import Link from "next/link";
import { listFrom } from "@/app/_components/list-from";
import { KIND_WORDS, PLAN_WORDS } from "@/components/credits/credit-words";
import { formatCount } from "@/components/format";
import { Mark } from "@/components/ui/mark";
import { now } from "@/lib/clock";
import { type CreditSummary, formatCredits, LOT_KINDS } from "@/lib/credits/credits";
import { searchWallets, type UserWithWallet } from "@/lib/credits/search-wallets.server";
import { AdjustButton } from "./adjust-button";
import type { AdminQuery } from "./admin-query";
import { ListEnd } from "./list-end";
import { SearchForm } from "./search-form";

const PAGE_SIZE = 25;

const COLUMNS = "lg:grid-cols-[minmax(0,1fr)_7rem_minmax(0,18rem)_4.5rem]";

/** The names of the columns; each row says them in its own words to those who do not see them. */
function Head() {
  return (
    <div aria-hidden className={clsx("mt-5 grid gap-x-4 border-b pb-1 text-12 text-faint max-lg:hidden", COLUMNS)}>
      <span>Person</span>
      <span>Plan</span>
      <span>Available, and what it is made of</span>
    </div>
  );
}

function Person({ user: { id, email, name, handle, role, suspended, deleted } }: { user: UserWithWallet }) {
  if (deleted) {
    return (
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-14 sm:flex-nowrap">
        <Link href={`/admin/users/${id}`} className="link shrink-0">
          Deleted account
        </Link>
        <span className="figures min-w-8 truncate text-12 text-faint">{id}</span>
      </p>
    );
  }
  return (
    <p className="flex min-w-0 flex-wrap items-center gap-x-2 text-14 sm:flex-nowrap">
      <Link href={`/admin/users/${id}`} className="link truncate max-sm:w-full">
        {email}
      </Link>
      {name !== null && <span className="min-w-8 truncate text-13 text-soft">{name}</span>}
      <span className="figures min-w-8 truncate text-12 text-faint">@{handle}</span>
      {role === "admin" && <Mark tone="live">Admin</Mark>}
      {suspended && <Mark tone="bad">Suspended</Mark>}
    </p>
  );
}

/** What a wallet is made of, in one line: "monthly 120, trial 5, held 2". */
function parts({ breakdown, held }: CreditSummary): string {
  const kinds = LOT_KINDS.map((kind) => [KIND_WORDS[kind], breakdown[kind]] as const);
  const there = [...kinds, ["Held", held] as const].filter(([, amount]) => amount > 0);
  return there.map(([word, amount]) => `${word.toLowerCase()} ${formatCount(amount)}`).join(", ");
}

function Holdings({ wallet }: { wallet: CreditSummary }) {
  return (
    <p className="flex min-w-0 flex-wrap items-baseline gap-x-2 text-12 text-faint">
      <span className="text-13 text-ink">{formatCredits(wallet.available)}</span>
      {wallet.debt > 0 && <span className="text-13 text-bad-ink">owes {formatCount(wallet.debt)}</span>}
      <span>{parts(wallet)}</span>
    </p>
  );
}

function Line({ user }: { user: UserWithWallet }) {
  const { id, email, wallet, deleted } = user;
  return (
    <li className={clsx("grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-b py-2", COLUMNS)}>
      <div className="min-w-0 lg:contents">
        <Person user={user} />
        <div className="flex flex-wrap items-baseline gap-x-2 lg:contents">
          <p className="text-12 text-soft">{wallet !== null && PLAN_WORDS[wallet.plan]}</p>
          {wallet === null ? <p className="text-12 text-bad-ink">cannot be read</p> : <Holdings wallet={wallet} />}
        </div>
      </div>
      <span className="justify-self-end">
        {wallet !== null && !deleted && <AdjustButton look="quiet" user={{ id, email, available: wallet.available }} />}
      </span>
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
        <>
          <Head />
          <ul className="max-lg:mt-5 max-lg:border-t">
            {items.map((user) => (
              <Line key={user.id} user={user} />
            ))}
          </ul>
        </>
      )}
      <ListEnd query={query} count={items.length} nextCursor={nextCursor} nothing={`Nobody matches ${q ?? "this"}.`} />
    </>
  );
}
