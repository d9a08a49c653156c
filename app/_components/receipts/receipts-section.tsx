import Link from "next/link";
import type { ReactNode } from "react";
import { formatUsd } from "@/components/format";
import { listReceipts } from "@/lib/billing/list-receipts.server";
import { PACKS } from "@/lib/billing/packs";
import type { ReceiptLine } from "@/lib/billing/purchase";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { listFrom } from "../list-from";
import { PageLink } from "../page-link";
import { Receipts } from "./receipts";

const PAGE_SIZE = 10;

type ReceiptsSectionProps = {
  userId: string;
  /** The page it stands on; its links lead there. */
  path: string;
  cursor: string | string[] | undefined;
  /** For the owner: the way to a first purchase. */
  isOwn: boolean;
  act?: (line: ReceiptLine) => ReactNode;
};

function Nothing({ isOwn }: { isOwn: boolean }) {
  return (
    <p className="mt-2 max-w-[60ch] border-t py-3 text-14 text-soft">
      {isOwn ? (
        <>
          Nothing was bought yet. Packs start at {formatUsd(PACKS.small.amountCents)} and never expire; each comes with
          a receipt that is kept here.{" "}
          <Link href={BUY_PATH} className="link whitespace-nowrap">
            See the packs
          </Link>
        </>
      ) : (
        "Nothing was bought yet."
      )}
    </p>
  );
}

/** What was bought and billed, a page of it, with Stripe's receipts. */
export async function ReceiptsSection({ userId, path, cursor, isOwn, act }: ReceiptsSectionProps) {
  const { items, nextCursor } = await listFrom(cursor, (from) =>
    listReceipts({ userId, limit: PAGE_SIZE, cursor: from, billedOnly: true }),
  );
  const isFirst = typeof cursor !== "string";
  return (
    <section aria-labelledby="receipts" className="flex max-w-3xl flex-col gap-2">
      <h2 id="receipts" className="scroll-mt-16 text-16 font-strong">
        Purchases and invoices
      </h2>
      {items.length > 0 ? (
        <Receipts lines={items} {...(act === undefined ? {} : { act })} />
      ) : isFirst ? (
        <Nothing isOwn={isOwn} />
      ) : (
        <p className="border-t py-3 text-14 text-soft">There is nothing older.</p>
      )}
      {(!isFirst || nextCursor !== null) && (
        <nav aria-label="Pages of the purchases" className="mt-2 flex gap-2">
          {!isFirst && <PageLink href={`${path}#receipts`}>Newest</PageLink>}
          {nextCursor !== null && <PageLink href={`${path}?receipts=${nextCursor}#receipts`}>Older</PageLink>}
        </nav>
      )}
    </section>
  );
}
