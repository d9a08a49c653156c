import type { Metadata } from "next";
import Link from "next/link";
import { listFrom } from "@/app/_components/list-from";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { AddressSearch } from "@/components/ui/address-search";
import { Button } from "@/components/ui/button";
import { LinkPending } from "@/components/ui/link-pending";
import { findPackage } from "@/lib/packages/get-package.server";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import { NoSessions } from "./_components/no-sessions";
import { SessionFilters } from "./_components/session-filters";
import { SessionList } from "./_components/session-list";
import { addressOf, readSessionsQuery, type SessionsQuery, sessionsHref } from "./_components/sessions-query";
import { SessionsTabs } from "./_components/sessions-tabs";

export const metadata: Metadata = { title: "Sessions" };

const PAGE_SIZE = 50;

/** What the package that the address names is called; null without one. */
async function packageNameOf(viewerId: string, { packageId }: SessionsQuery): Promise<string | null> {
  if (packageId === undefined) return null;
  const item = await findPackage(viewerId, { id: packageId });
  return item === null ? "a package that is not here" : `${item.scope}/${item.name}`;
}

export default async function SessionsPage({ searchParams }: PageProps<"/sessions">) {
  const query = readSessionsQuery(await searchParams);
  const viewer = await requireViewer(sessionsHref(query));
  const { cursor, ...search } = query;
  const { q, ...filters } = search;
  const [page, packageName] = await Promise.all([
    listFrom(cursor, (from) => listSessions({ userId: viewer.id, limit: PAGE_SIZE, ...search, cursor: from })),
    packageNameOf(viewer.id, query),
  ]);
  const lead =
    viewer.plan === "free"
      ? "A thread is kept until 24 hours after its last turn. With PRPM+ it stays."
      : "Your threads, the last used first.";
  return (
    <Page title="Sessions" lead={lead}>
      <SessionsTabs current="threads" />
      <AddressSearch
        action="/sessions"
        q={q ?? ""}
        kept={addressOf(filters)}
        label="Search sessions"
        placeholder="Search titles, questions and answers"
      />
      <SessionFilters query={search} packageName={packageName} />
      <SessionList listed={page.items} query={search} empty={<NoSessions query={search} packageName={packageName} />} />
      {page.nextCursor !== null && (
        <Button asChild className="mt-4">
          <Link href={sessionsHref(query, { cursor: page.nextCursor })} className="relative">
            Earlier
            <LinkPending />
          </Link>
        </Button>
      )}
    </Page>
  );
}
