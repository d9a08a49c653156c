import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { Breakdown } from "@/components/credits/breakdown";
import { CreditsSeen } from "@/components/credits/credits-seen";
import { MeterBar } from "@/components/credits/meter-bar";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { listTransactions } from "@/lib/credits/statement.server";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { Statement } from "./_components/statement";

export const metadata: Metadata = { title: "Credits" };

const PAGE_SIZE = 50;

/** What happens next to this wallet, in words. */
function NextEvents({ summary: { monthly, rollover, plan } }: { summary: CreditSummary }) {
  const renews = monthly.resetAt !== null && monthly.renewing;
  return (
    <p className="mt-5 max-w-[64ch] text-14 text-soft">
      {renews && monthly.resetAt !== null && (
        <>
          {monthly.allocated} new credits arrive <LocalTime iso={monthly.resetAt} style="ahead" />; what is left of this
          month's rolls over for one more month.{" "}
        </>
      )}
      {rollover.amount > 0 && rollover.expiresAt !== null && (
        <>
          {formatCredits(rollover.amount)} rolled over and expire <LocalTime iso={rollover.expiresAt} style="ahead" />.{" "}
        </>
      )}
      {plan === "free" && "Nothing here expires. Credits are spent monthly ones first, purchased ones last."}
    </p>
  );
}

export default async function CreditsPage({ searchParams }: PageProps<"/credits">) {
  const viewer = await requireViewer("/credits");
  const { cursor } = await searchParams;
  const [summary, page] = await Promise.all([
    getCreditSummary(viewer.id),
    listTransactions({ userId: viewer.id, limit: PAGE_SIZE, ...(typeof cursor === "string" ? { cursor } : {}) }),
  ]);
  return (
    <Page title={`${formatCredits(summary.available)} available`}>
      <CreditsSeen summary={summary} />
      <MeterBar summary={summary} className="h-3 w-full" />
      <NextEvents summary={summary} />
      <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[17rem_1fr]">
        <section aria-label="What you hold">
          <Breakdown summary={summary} />
          <Button asChild className="mt-6">
            <Link href="/playground/credits/buy">Buy credits</Link>
          </Button>
        </section>
        <section aria-labelledby="statement">
          <h2 id="statement" className="text-16 font-strong">
            Statement
          </h2>
          {page.items.length === 0 ? (
            <EmptyState title="No movements yet">
              <p>Each grant and each run you pay for becomes a line here.</p>
            </EmptyState>
          ) : (
            <Statement items={page.items} />
          )}
          {page.nextCursor !== null && (
            <Button asChild className="mt-4">
              <Link href={`/credits?cursor=${encodeURIComponent(page.nextCursor)}`}>Earlier</Link>
            </Button>
          )}
        </section>
      </div>
    </Page>
  );
}
