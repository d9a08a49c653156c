"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { formatRoom } from "@/components/format";
import { formatCredits } from "@/lib/credits/credits";
import type { Estimate } from "@/lib/runs/run";
import type { Quote } from "./use-estimate";

type QuoteLineProps = { quote: Quote; available: number | null; idle: string };

function AtMost({ credits }: { credits: number }) {
  return <span className="rounded-mark border border-control px-1.5 py-px">at most {formatCredits(credits)}</span>;
}

function Known({ estimate }: { estimate: Estimate }) {
  const { maxCredits, estimatedCredits, available, canAfford, maxTokens, goodwillSpent } = estimate;
  return (
    <>
      <span className="figures whitespace-nowrap text-12 text-ink">
        <AtMost credits={maxCredits} />, likely {estimatedCredits};{" "}
        {canAfford ? (
          `${available} available`
        ) : (
          <span className="text-live">
            {available} available,{" "}
            <Link href="/playground/credits/buy" className="link">
              get more
            </Link>
          </span>
        )}
      </span>
      <span className="truncate text-12 text-faint">
        up to about {formatRoom(maxTokens)} tokens of answer
        {goodwillSpent && "; ends without an answer are charged too today"}
      </span>
    </>
  );
}

function content(quote: Quote, available: number | null, idle: string): ReactNode {
  if (quote.state === "known") return <Known estimate={quote.estimate} />;
  if (quote.state === "asking" && quote.last !== null) return <Known estimate={quote.last} />;
  if (quote.state === "asking") return <span className="text-12 text-faint">Counting tokens</span>;
  if (quote.state === "refused") return <span className="text-12 text-live">{quote.error.message}</span>;
  return (
    <span className="text-12 text-faint">
      {idle}
      {available !== null && `; ${formatCredits(available)} available`}
    </span>
  );
}

/** What the next run can cost, kept up while the input is written. */
export function QuoteLine({ quote, available, idle }: QuoteLineProps) {
  return (
    <p
      data-testid="quote"
      aria-busy={quote.state === "asking"}
      className="flex min-w-0 flex-col gap-0.5 aria-busy:opacity-60"
    >
      {content(quote, available, idle)}
    </p>
  );
}
