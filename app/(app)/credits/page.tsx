import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { ReceiptsSection } from "@/app/_components/receipts/receipts-section";
import { requireViewer } from "@/app/_components/signed-in";
import { readStatementQuery } from "@/app/_components/statement/statement-query";
import { StatementSection } from "@/app/_components/statement/statement-section";
import { PastDueNotice } from "@/components/billing/past-due-notice";
import { needsPayment } from "@/components/billing/subscription-words";
import { Breakdown } from "@/components/credits/breakdown";
import { CreditsSeen } from "@/components/credits/credits-seen";
import { MeterBar } from "@/components/credits/meter-bar";
import { Button } from "@/components/ui/button";
import { getSubscription } from "@/lib/billing/subscription.server";
import { now } from "@/lib/clock";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { listMonths } from "@/lib/credits/list-months.server";
import { nextEvents } from "@/lib/credits/next-events";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { MonthsChart } from "./_components/months-chart";
import { NextEvents } from "./_components/next-events";

export const metadata: Metadata = { title: "Credits" };

/** What can be spent, or what stands in the way of it. */
function headingOf({ available, breakdown, debt, details }: CreditSummary): { title: string; lead?: string } {
  if (debt === 0) return { title: `${formatCredits(available)} available` };
  const title = `You owe ${formatCredits(debt)}`;
  if (available === 0) return { title };
  const isCovered = breakdown.purchased - details.held.purchased >= debt;
  const lead = isCovered
    ? `Of your ${formatCredits(available)}, ${formatCredits(available - debt)} are left when it is paid.`
    : `Your ${formatCredits(available)} can be spent when it is paid back.`;
  return { title, lead };
}

export default async function CreditsPage({ searchParams }: PageProps<"/credits">) {
  const viewer = await requireViewer("/credits");
  const parameters = await searchParams;
  const query = readStatementQuery(parameters);
  const at = now();
  // First, because it brings the wallet up to date: what is due by now belongs in the statement below.
  const summary = await getCreditSummary(viewer.id, at);
  const [months, subscription] = await Promise.all([listMonths(viewer.id, at), getSubscription(viewer.id)]);
  return (
    <Page {...headingOf(summary)}>
      <CreditsSeen summary={summary} follow />
      {needsPayment(subscription) && <PastDueNotice className="mb-5" />}
      <MeterBar summary={summary} className="h-3 w-full" />
      <div className="mt-8 grid gap-x-12 gap-y-8 lg:grid-cols-[1fr_18rem]">
        <section aria-labelledby="next">
          <h2 id="next" className="mb-2 text-16 font-strong">
            What happens next
          </h2>
          <NextEvents events={nextEvents(summary, at)} />
        </section>
        <section aria-labelledby="holding">
          <h2 id="holding" className="mb-3 text-16 font-strong">
            What you have
          </h2>
          <Breakdown summary={summary} />
          <Button asChild className="mt-5" look={summary.available === 0 || summary.debt > 0 ? "primary" : "outline"}>
            <Link href={BUY_PATH}>Buy credits</Link>
          </Button>
        </section>
      </div>
      <div className="mt-12">
        <MonthsChart months={months} />
        <Link href="/dashboard" className="link finger mt-2 inline-flex items-center text-12 text-soft">
          What you used by day, model and package
        </Link>
      </div>
      <div className="mt-12">
        <ReceiptsSection userId={viewer.id} path="/credits" cursor={parameters["receipts"]} isOwn />
      </div>
      <div className="mt-12">
        <StatementSection userId={viewer.id} path="/credits" query={query} now={at} isOwn />
      </div>
    </Page>
  );
}
