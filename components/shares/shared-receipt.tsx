import { formatCount, formatDuration } from "@/components/format";
import { CreditCells } from "@/components/runs/credit-cells";
import { Receipt } from "@/components/runs/receipt";
import { formatCredits } from "@/lib/credits/credits";
import type { SharedRun } from "@/lib/sessions/shared-session";

/** What a shared answer did cost its author: a line, and all figures when it is opened. */
export function SharedReceipt({ run }: { run: SharedRun }) {
  const { creditsSpent, tokensUsed, durationMs } = run;
  return (
    <footer className="mt-6 border-t border-dashed pt-3">
      <details className="group">
        <summary className="finger figures -mx-1 flex min-h-7 items-center gap-3 rounded-control px-1 text-12">
          <CreditCells quoted={creditsSpent} spent={creditsSpent} />
          <span className="whitespace-nowrap">{formatCredits(creditsSpent)}</span>
          <span className="flex min-w-0 flex-1 gap-3 overflow-hidden whitespace-nowrap text-faint">
            <span>{formatCount(tokensUsed)} tokens</span>
            {durationMs !== null && <span className="max-sm:hidden">{formatDuration(durationMs)}</span>}
          </span>
          <span className="sr-only">Receipt</span>
          <svg
            viewBox="0 0 14 14"
            width="14"
            height="14"
            aria-hidden
            className="text-faint transition-transform group-open:rotate-180"
          >
            <path d="M3 5l4 4 4-4" fill="none" stroke="currentColor" strokeWidth="1.2" />
          </svg>
        </summary>
        <div className="pt-2 pb-1">
          <Receipt receipt={run} />
        </div>
      </details>
    </footer>
  );
}
