import type { Metadata } from "next";
import Link from "next/link";
import { listFrom } from "@/app/_components/list-from";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkPending } from "@/components/ui/link-pending";
import { listSessions } from "@/lib/sessions/list-sessions.server";
import type { SessionSummary } from "@/lib/sessions/session";

export const metadata: Metadata = { title: "Sessions" };

const PAGE_SIZE = 50;

function SessionRow({ session }: { session: SessionSummary }) {
  return (
    <li className="border-b">
      <Link
        href={`/playground?session=${session.id}`}
        className="finger relative grid grid-cols-[1fr_auto] items-center gap-x-4 px-2 py-2.5 hover:bg-sunken sm:grid-cols-[1fr_12rem_8rem]"
      >
        <span className="min-w-0">
          <span className="block truncate text-14">{session.title}</span>
          {!session.saved && session.expiresAt !== null && (
            <span className="text-12 text-faint">
              goes <LocalTime iso={session.expiresAt} style="ahead" />
            </span>
          )}
        </span>
        <span className="truncate text-12 text-soft max-sm:hidden">{session.packageName ?? "No package"}</span>
        <span className="text-right text-12 text-faint">
          <LocalTime iso={session.lastTurnAt} style="moment" />
        </span>
        <LinkPending className="inset-y-1 left-0 w-0.5" />
      </Link>
    </li>
  );
}

export default async function SessionsPage({ searchParams }: PageProps<"/sessions">) {
  const viewer = await requireViewer("/sessions");
  const { cursor } = await searchParams;
  const page = await listFrom(cursor, (from) => listSessions({ userId: viewer.id, limit: PAGE_SIZE, cursor: from }));
  const lead =
    viewer.plan === "free"
      ? "A thread is kept until 24 hours after its last turn. With PRPM+ it stays."
      : "Your threads, the last used first.";
  return (
    <Page title="Sessions" lead={lead}>
      {page.items.length === 0 ? (
        <EmptyState title="No threads yet">
          <p>A thread begins with your first run. Pick a package, give it an input, and it appears here.</p>
          <Button asChild look="primary">
            <Link href="/playground">Open the playground</Link>
          </Button>
        </EmptyState>
      ) : (
        <ul className="border-t">
          {page.items.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      )}
      {page.nextCursor !== null && (
        <Button asChild className="mt-4">
          <Link href={`/sessions?cursor=${encodeURIComponent(page.nextCursor)}`} className="relative">
            Earlier
            <LinkPending />
          </Link>
        </Button>
      )}
    </Page>
  );
}
