import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/app/_components/page";
import { requireViewer } from "@/app/_components/signed-in";
import { Breakdown } from "@/components/credits/breakdown";
import { CreditsSeen } from "@/components/credits/credits-seen";
import { MeterBar } from "@/components/credits/meter-bar";
import { Button } from "@/components/ui/button";
import { now } from "@/lib/clock";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { listMonths } from "@/lib/credits/list-months.server";
import { nextEvents } from "@/lib/credits/next-events";
import { listStatement, listTransactionTypes } from "@/lib/credits/statement.server";
import type { StatementLine } from "@/lib/credits/transaction";
import { getCreditSummary } from "@/lib/credits/wallet.server";
import { MonthsChart } from "./_components/months-chart";
import { NextEvents } from "./_components/next-events";
import { Statement } from "./_components/statement";
import { readStatementQuery, type StatementQuery, statementHref, statementPlace } from "./_components/statement-query";
import { TypeFilter } from "./_components/type-filter";

export const metadata: Metadata = { title: "Credits" };

const PAGE_SIZE = 50;

function StatementHead({ type }: StatementQuery) {
  return (
    <div className="flex items-center gap-4">
      <h2 id="statement" className="flex-1 scroll-mt-16 text-16 font-strong">
        Statement
      </h2>
      <Button asChild size="small">
        <a href={statementHref(type === undefined ? {} : { type }, "/credits/statement.csv")} download>
          Download CSV
        </a>
      </Button>
    </div>
  );
}

function Movements({ lines, query }: { lines: readonly StatementLine[]; query: StatementQuery }) {
  if (lines.length > 0) return <Statement lines={lines} marked={query.at} />;
  return (
    <p className="py-8 text-14 text-soft">
      {query.type === undefined ? "There is nothing earlier." : "No movements of this kind yet."}
    </p>
  );
}

/** Newer and earlier pages, as far as there are any. */
function Pages({ query: { type, before, at }, next }: { query: StatementQuery; next: number | undefined }) {
  const filter = type === undefined ? {} : { type };
  return (
    <nav aria-label="Pages of the statement" className="mt-4 flex gap-2">
      {(before !== undefined || at !== undefined) && (
        <Button asChild>
          <Link href={statementPlace(filter)}>Newest</Link>
        </Button>
      )}
      {next !== undefined && (
        <Button asChild>
          <Link href={statementPlace({ ...filter, before: next })}>Earlier</Link>
        </Button>
      )}
    </nav>
  );
}

/** What can be spent, or what stands in the way of it. */
function headingOf({ available, breakdown, debt, details }: CreditSummary): { title: string; lead?: string } {
  if (debt === 0) return { title: `${formatCredits(available)} available` };
  const isCovered = breakdown.purchased - details.held.purchased >= debt;
  const lead = isCovered
    ? `Of your ${formatCredits(available)}, ${formatCredits(available - debt)} are left when it is paid.`
    : `Your ${formatCredits(available)} can be spent when it is paid back.`;
  return { title: `You owe ${formatCredits(debt)}`, lead };
}

export default async function CreditsPage({ searchParams }: PageProps<"/credits">) {
  const viewer = await requireViewer("/credits");
  const query = readStatementQuery(await searchParams);
  const at = now();
  const before = query.at === undefined ? query.before : query.at + 1;
  // First, because it brings the wallet up to date: what is due by now belongs in the statement below.
  const summary = await getCreditSummary(viewer.id, at);
  const [page, months, types] = await Promise.all([
    listStatement({ userId: viewer.id, now: at, limit: PAGE_SIZE, before, type: query.type }),
    listMonths(viewer.id, at),
    listTransactionTypes(viewer.id),
  ]);
  return (
    <Page {...headingOf(summary)}>
      <CreditsSeen summary={summary} follow />
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
            <Link href="/playground/credits/buy">Buy credits</Link>
          </Button>
        </section>
      </div>
      <div className="mt-12">
        <MonthsChart months={months} />
      </div>
      <section aria-labelledby="statement" className="mt-12 flex flex-col gap-2">
        <StatementHead {...query} />
        <TypeFilter current={query.type} known={types} />
        <Movements lines={page.lines} query={query} />
        <Pages query={query} next={page.hasMore ? page.lines.at(-1)?.seq : undefined} />
      </section>
    </Page>
  );
}
