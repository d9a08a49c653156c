"use client";

import { ChevronDown } from "lucide-react";
import { formatCount, formatDuration } from "@/components/format";
import { CreditCells } from "@/components/runs/credit-cells";
import { explainCharge } from "@/components/runs/explain-charge";
import { Receipt } from "@/components/runs/receipt";
import { formatCredits } from "@/lib/credits/credits";
import type { Receipt as ReceiptData } from "@/lib/runs/run";
import { promptWords, type TurnPrompt } from "./maker";

function InShort({ tokensUsed, firstTokenMs, durationMs }: ReceiptData) {
  return (
    <span className="flex min-w-0 flex-1 gap-3 overflow-hidden whitespace-nowrap text-faint">
      <span>{formatCount(tokensUsed)} tokens</span>
      {firstTokenMs !== null && <span className="max-sm:hidden">{formatDuration(firstTokenMs)} to first</span>}
      {durationMs !== null && <span className="max-sm:hidden">{formatDuration(durationMs)}</span>}
    </span>
  );
}

type TurnReceiptProps = {
  receipt: ReceiptData;
  prompt: TurnPrompt;
  /** It has just ended before the reader's eyes: shown in full, and held resolves into spent and returned. */
  fresh: boolean;
  /** Another part of the answer follows: the receipt keeps out of the way. */
  continued: boolean;
};

/** What a turn did cost and why: a line, and all figures when it is opened. */
export function TurnReceipt({ receipt, prompt, fresh, continued }: TurnReceiptProps) {
  return (
    <footer className={continued ? "mt-3" : "mt-6 border-t border-dashed pt-3"} data-testid="receipt">
      <details key={String(continued)} open={fresh && !continued} className="group">
        <summary className="finger figures -mx-1 flex min-h-7 items-center gap-3 rounded-control px-1 text-12">
          <CreditCells quoted={receipt.creditsQuoted} spent={receipt.creditsSpent} resolve={fresh && !continued} />
          <span className="whitespace-nowrap">{formatCredits(receipt.creditsSpent)}</span>
          <InShort {...receipt} />
          <span className="sr-only">Receipt</span>
          <ChevronDown size={14} aria-hidden className="text-faint transition-transform group-open:rotate-180" />
        </summary>
        <div className="pt-2 pb-1">
          <p className="figures flex items-baseline-last gap-2 text-12 leading-5">
            <span className="shrink-0 text-soft">made with</span>
            <span aria-hidden className="leader" />
            <span className="wrap-anywhere min-w-0 text-right">{promptWords(prompt)}</span>
          </p>
          <Receipt receipt={receipt} resolve={fresh && !continued} />
          <p className="mt-2.5 max-w-measure text-12 text-soft">{explainCharge(receipt)}</p>
        </div>
      </details>
    </footer>
  );
}
