import Link from "next/link";
import { periodWords } from "@/components/insights/figure-words";
import { readPeriod } from "@/components/insights/read-period";
import { now } from "@/lib/clock";
import { dayOf } from "@/lib/insights/day";
import { type AdminQuery, adminHref } from "../admin-query";
import { CountedPart, Later } from "./counted-part";
import { FiguresHead } from "./figures-head";
import { ModelMoney } from "./model-tables";
import { EarnedChart, SalesChart } from "./money-charts";
import { MoneySummary, Outstanding } from "./money-summary";
import { DaysTable, MovementsTable, SalesTable, SourceTable } from "./money-tables";

/** A refund is a sum here; whose it was and why stands where it was made. */
function WhoWasRefunded() {
  return (
    <>
      What went back counts on the day of its sale. Who was refunded and why:{" "}
      <Link href={adminHref({ tab: "audit", action: "purchase.refund" })} className="link">
        refunds made here
      </Link>
      ,{" "}
      <Link href={adminHref({ tab: "payments", q: "charge.refunded" })} className="link">
        refunds that Stripe told of
      </Link>
      .
    </>
  );
}

/** What comes in, what it costs, and what is still to be served. */
export function MoneyTab({ query }: { query: AdminQuery }) {
  const at = now();
  const asked = readPeriod(query, at);
  const { period } = asked;
  return (
    <div className="flex flex-col gap-10">
      <div>
        <Later room={60}>
          <MoneySummary period={period} days={periodWords(period, dayOf(at))} />
        </Later>
      </div>
      <FiguresHead tab={query.tab} asked={asked} />
      <Later room={300}>
        <EarnedChart period={period} />
      </Later>
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <CountedPart id="money-models" title="By model" room={140}>
          <ModelMoney period={period} />
        </CountedPart>
        <CountedPart id="sources" title="By where the credits came from" room={140}>
          <SourceTable period={period} />
        </CountedPart>
      </div>
      <Later room={300}>
        <SalesChart period={period} />
      </Later>
      <CountedPart id="sales" title="Sales by pack and plan" lead={<WhoWasRefunded />} room={140}>
        <SalesTable period={period} />
      </CountedPart>
      <div className="grid gap-x-12 gap-y-10 lg:grid-cols-2">
        <CountedPart
          id="outstanding"
          title="Credits outstanding now"
          lead="What was promised and is not served yet."
          room={170}
        >
          <Outstanding period={period} />
        </CountedPart>
        <CountedPart
          id="movements"
          title="Credits issued and taken back"
          lead="By the ledger in these days; spends are not among them."
          room={170}
        >
          <MovementsTable period={period} />
        </CountedPart>
      </div>
      <CountedPart id="days" title="Day by day" room={period.from === period.to ? 60 : 400}>
        <DaysTable period={period} />
      </CountedPart>
    </div>
  );
}
