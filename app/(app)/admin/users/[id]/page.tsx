import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "@/app/_components/page";
import { ReceiptsSection } from "@/app/_components/receipts/receipts-section";
import { readStatementQuery } from "@/app/_components/statement/statement-query";
import { StatementSection } from "@/app/_components/statement/statement-section";
import { DELETED_ACCOUNT } from "@/lib/accounts/deleted-account";
import { getUserRecord, type UserRecord } from "@/lib/accounts/user-record.server";
import { currentViewer } from "@/lib/auth/viewer.server";
import { now } from "@/lib/clock";
import { AccountSection } from "../../_components/account-section";
import { adminHref } from "../../_components/admin-query";
import { CountsSection } from "../../_components/counts-section";
import { LotsSection } from "../../_components/lots-section";
import { RefundOffer } from "../../_components/refund-offer";
import { SharingBanSection } from "../../_components/sharing-ban-section";
import { WalletSection } from "../../_components/wallet-section";

export const metadata: Metadata = { title: "A user's credits", robots: { index: false } };

function wordsOf({ deleted, name, handle }: UserRecord): string {
  if (deleted) return "Its person is gone. What they paid, spent and owe stays for the books.";
  return name === null ? `@${handle}` : `${name}, @${handle}`;
}

/** Who it is, and the way back to the others. */
function Lead({ user }: { user: UserRecord }) {
  return (
    <>
      <span className="wrap-anywhere">{wordsOf(user)}</span>
      <Link href={adminHref({ tab: "users" })} className="link mt-2 block w-fit text-13">
        All users
      </Link>
    </>
  );
}

/** One user's account, wallet and statement, so that nothing is changed blind; how much they run, and never what. */
export default async function AdminUserPage({ params, searchParams }: PageProps<"/admin/users/[id]">) {
  const viewer = await currentViewer();
  if (viewer?.isAdmin !== true) notFound();
  const user = await getUserRecord((await params).id);
  if (user === null) notFound();
  const { id, deleted } = user;
  const email = deleted ? DELETED_ACCOUNT : user.email;
  const parameters = await searchParams;
  const at = now();
  const path = `/admin/users/${id}`;
  return (
    <Page title={email} lead={<Lead user={user} />}>
      <div className="flex flex-col gap-12">
        <div className="grid gap-x-16 gap-y-12 lg:grid-cols-2">
          <WalletSection userId={id} email={email} now={at} canAdjust={!deleted} />
          <CountsSection userId={id} now={at} />
          {!deleted && (
            <>
              <AccountSection user={user} isOwn={id === viewer.id} />
              <SharingBanSection userId={id} email={email} />
            </>
          )}
        </div>
        <LotsSection userId={id} />
        <ReceiptsSection
          userId={id}
          path={path}
          cursor={parameters["receipts"]}
          isOwn={false}
          act={(line) => <RefundOffer line={line} email={email} />}
        />
        <StatementSection userId={id} path={path} query={readStatementQuery(parameters)} now={at} isOwn={false} />
      </div>
    </Page>
  );
}
