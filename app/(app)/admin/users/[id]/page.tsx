import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "@/app/_components/page";
import { ReceiptsSection } from "@/app/_components/receipts/receipts-section";
import { readStatementQuery } from "@/app/_components/statement/statement-query";
import { StatementSection } from "@/app/_components/statement/statement-section";
import { Breakdown } from "@/components/credits/breakdown";
import { DELETED_ACCOUNT } from "@/lib/accounts/deleted-account";
import { currentViewer } from "@/lib/auth/viewer.server";
import { now } from "@/lib/clock";
import { searchWallets } from "@/lib/credits/search-wallets.server";
import { AdjustButton } from "../../_components/adjust-button";
import { adminHref } from "../../_components/admin-query";
import { RefundOffer } from "../../_components/refund-offer";
import { SharingBanSection } from "../../_components/sharing-ban-section";

export const metadata: Metadata = { title: "A user's credits", robots: { index: false } };

/** One user's wallet and statement, so that a correction is not made blind. */
export default async function AdminUserPage({ params, searchParams }: PageProps<"/admin/users/[id]">) {
  const viewer = await currentViewer();
  if (viewer?.isAdmin !== true) notFound();
  const { id } = await params;
  const parameters = await searchParams;
  const at = now();
  const { items } = await searchWallets({ q: id, limit: 1, now: at });
  const user = items.find((found) => found.id === id);
  if (user === undefined) notFound();
  return (
    <Page
      title={user.deleted ? "Deleted account" : user.email}
      lead={user.deleted ? "Its person is gone. What they paid, spent and owe stays for the books." : `@${user.handle}`}
    >
      <div className="flex max-w-sm flex-col gap-4">
        {user.wallet === null ? (
          <p className="text-14 text-bad-ink">This wallet cannot be brought up to date; its alert says why.</p>
        ) : (
          <>
            <Breakdown summary={user.wallet} />
            {!user.deleted && (
              <div className="-ml-2">
                <AdjustButton user={{ id, email: user.email, available: user.wallet.available }} />
              </div>
            )}
          </>
        )}
      </div>
      {!user.deleted && (
        <div className="mt-12">
          <SharingBanSection userId={id} email={user.email} />
        </div>
      )}
      <div className="mt-12">
        <ReceiptsSection
          userId={id}
          path={`/admin/users/${id}`}
          cursor={parameters["receipts"]}
          isOwn={false}
          act={(line) => <RefundOffer line={line} email={user.deleted ? DELETED_ACCOUNT : user.email} />}
        />
      </div>
      <div className="mt-12">
        <StatementSection
          userId={id}
          path={`/admin/users/${id}`}
          query={readStatementQuery(parameters)}
          now={at}
          isOwn={false}
        />
      </div>
      <p className="mt-8 text-13">
        <Link href={adminHref({ tab: "users" })} className="link">
          All users
        </Link>
      </p>
    </Page>
  );
}
