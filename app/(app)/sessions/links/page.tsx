import type { Metadata } from "next";
import Link from "next/link";
import { wordOf } from "@/app/_components/address-words";
import { listFrom } from "@/app/_components/list-from";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { Button } from "@/components/ui/button";
import { hrefWith } from "@/components/ui/href-with";
import { LinkPending } from "@/components/ui/link-pending";
import { now } from "@/lib/clock";
import { listShares } from "@/lib/sessions/list-shares.server";
import { SessionsTabs } from "../_components/sessions-tabs";
import { LinkRow } from "./_components/link-row";
import { NoLinks } from "./_components/no-links";

export const metadata: Metadata = { title: "Links" };

const PAGE_SIZE = 50;
const PATH = "/sessions/links";

export default async function LinksPage({ searchParams }: PageProps<"/sessions/links">) {
  const cursor = wordOf((await searchParams)["cursor"]);
  const viewer = await requireViewer(hrefWith(PATH, { cursor }));
  const at = now();
  const page = await listFrom(cursor, (from) =>
    listShares({ userId: viewer.id, limit: PAGE_SIZE, cursor: from, now: at }),
  );
  return (
    <Page title="Sessions" lead="Copies of your threads that others can read by their link, the newest first.">
      <SessionsTabs current="links" />
      {page.items.length === 0 ? (
        <NoLinks isFree={viewer.plan === "free"} />
      ) : (
        <ul>
          {page.items.map((link) => (
            <LinkRow key={link.token} link={link} />
          ))}
        </ul>
      )}
      {page.nextCursor !== null && (
        <Button asChild className="mt-4">
          <Link href={hrefWith(PATH, { cursor: page.nextCursor })} className="relative">
            Earlier
            <LinkPending />
          </Link>
        </Button>
      )}
    </Page>
  );
}
