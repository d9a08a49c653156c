"use client";

import { Button } from "@/components/ui/button";
import { formatCredits } from "@/lib/credits/credits";
import type { RunRequest } from "@/lib/runs/run-request";
import { useEstimate } from "./use-estimate";

type ContinueOfferProps = { body: RunRequest | null; onContinue: (body: RunRequest) => void };

/** After the budget ended a text: go on, for a stated maximum. */
export function ContinueOffer({ body, onContinue }: ContinueOfferProps) {
  const quote = useEstimate(body);
  if (body === null) return null;
  return (
    <div className="mt-4 flex flex-wrap items-center gap-3 text-13 text-soft">
      The budget ended the text here.
      <Button disabled={quote.state !== "known"} onClick={() => onContinue(body)}>
        {quote.state === "known" ? `Continue for at most ${formatCredits(quote.estimate.maxCredits)}` : "Continue"}
      </Button>
      {quote.state === "refused" && <span className="text-live">{quote.error.message}</span>}
    </div>
  );
}
