"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { formatCount, formatRoom } from "@/components/format";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import type { Estimate } from "@/lib/runs/run";
import type { Quote } from "./use-estimate";

type QuoteLineProps = {
  quote: Quote;
  /** Null for who is not signed in. */
  credits: CreditSummary | null;
  idle: string;
};

function AtMost({ credits }: { credits: number }) {
  return <span className="rounded-mark border border-control px-1.5 py-px">at most {formatCredits(credits)}</span>;
}

/** Why a run cannot be paid, and the way on. */
function Short({ available, debt }: { available: number; debt: number }) {
  return (
    <span className="text-live">
      {debt > 0 ? `${formatCount(debt)} owed` : `${formatCount(available)} available`},{" "}
      <Link href={BUY_PATH} className="link">
        {debt > 0 ? "pay it back" : "get more"}
      </Link>
    </span>
  );
}

function Known({ estimate, debt }: { estimate: Estimate; debt: number }) {
  const { maxCredits, estimatedCredits, available, canAfford, maxTokens, goodwillSpent } = estimate;
  return (
    <>
      <span className="figures whitespace-nowrap text-12 text-ink">
        <AtMost credits={maxCredits} />, likely {estimatedCredits};{" "}
        {canAfford ? `${formatCount(available)} available` : <Short available={available} debt={debt} />}
      </span>
      <span className="truncate text-12 text-faint">
        up to about {formatRoom(maxTokens)} tokens of answer
        {goodwillSpent && "; ends without an answer are charged too today"}
      </span>
    </>
  );
}

function content({ quote, credits, idle }: QuoteLineProps): ReactNode {
  const debt = credits?.debt ?? 0;
  if (quote.state === "known") return <Known estimate={quote.estimate} debt={debt} />;
  if (quote.state === "asking" && quote.last !== null) return <Known estimate={quote.last} debt={debt} />;
  if (quote.state === "asking") return <span className="text-12 text-faint">Counting tokens</span>;
  if (quote.state === "refused") return <span className="text-12 text-live">{quote.error.message}</span>;
  return (
    <span className="text-12 text-faint">
      {idle}
      {credits !== null &&
        `; ${debt > 0 ? `${formatCredits(debt)} owed` : `${formatCredits(credits.available)} available`}`}
    </span>
  );
}

/** What the next run can cost, kept up while the input is written. */
export function QuoteLine(props: QuoteLineProps) {
  return (
    <p
      data-testid="quote"
      aria-busy={props.quote.state === "asking"}
      className="flex min-w-0 flex-col gap-0.5 aria-busy:opacity-60"
    >
      {content(props)}
    </p>
  );
}
