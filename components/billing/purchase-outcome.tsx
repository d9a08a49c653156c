"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { CreditSummary } from "@/lib/credits/credits";
import { isSettled } from "./arrival";
import { dismissArrival, showNearby, useArrival } from "./arrival-store";
import { ArrivalText } from "./arrival-text";
import { arrivalWords } from "./arrival-words";
import { useBuyFrame } from "./buy-frame";
import { returnPlace } from "./return-place";

type PurchaseOutcomeProps = { credits: CreditSummary | null; onAgain: () => void };

/** What becomes of a payment that was just made here; one may leave before it is settled, and hears of it elsewhere. */
export function PurchaseOutcome({ credits, onAgain }: PurchaseOutcomeProps) {
  const router = useRouter();
  const frame = useBuyFrame();
  const arrival = useArrival();
  const text = useRef<HTMLDivElement>(null);
  useEffect(showNearby, []);
  // What had the focus has gone with the form.
  useEffect(() => text.current?.focus(), []);
  if (arrival === null) return null;

  const { stage } = arrival;
  const hasFailed = stage.is === "failed" || stage.is === "expired";
  const leave = () => {
    if (isSettled(stage)) dismissArrival();
    if (frame === null) router.push(returnPlace());
    else frame.leave();
  };
  return (
    <div className="px-4 py-5">
      <div ref={text} tabIndex={-1} role="status" className="flex items-start gap-2.5 text-16 outline-none">
        <ArrivalText words={arrivalWords(stage, credits)} />
      </div>
      <div className="mt-5 flex flex-wrap gap-2">
        {hasFailed && (
          <Button look="primary" size="large" onClick={onAgain}>
            Choose again
          </Button>
        )}
        <Button look={hasFailed ? "outline" : "primary"} size="large" onClick={leave}>
          {isSettled(stage) ? "Go on" : "Go on meanwhile"}
        </Button>
      </div>
    </div>
  );
}
