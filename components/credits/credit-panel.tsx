"use client";

import Link from "next/link";
import type { PointerEventHandler, RefObject } from "react";
import { formatUsd } from "@/components/format";
import { LocalTime } from "@/components/local-time";
import { Button } from "@/components/ui/button";
import { FloatingPanel } from "@/components/ui/floating-panel";
import { PACKS } from "@/lib/billing/packs";
import { BUY_PATH } from "@/lib/credits/buy-path";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { Breakdown } from "./breakdown";
import { PLAN_WORDS } from "./credit-words";
import { MeterBar } from "./meter-bar";
import { balanceState } from "./meter-segments";

/** What the balance means for the next run, and what to do; nothing while there is enough. */
function StateWords({ summary: { available, breakdown, debt, details, held, monthly } }: { summary: CreditSummary }) {
  const until = monthly.renewing ? monthly.resetAt : null;
  const renewal = until !== null && (
    <>
      {" "}
      Your month begins again <LocalTime iso={until} style="ahead" />.
    </>
  );
  switch (balanceState({ available, debt, monthly })) {
    case "fine":
      return null;
    case "debt":
      return (
        <p className="mt-4 text-13 text-bad-ink">
          You owe {formatCredits(debt)}.{" "}
          {breakdown.purchased - details.held.purchased >= debt
            ? "Your purchased credits pay this back when your next run starts."
            : "A purchase or a paid month pays this back first; runs wait until it is paid."}
        </p>
      );
    case "empty":
      return (
        <p className="mt-4 text-13 text-soft">
          {held > 0
            ? "All you have is held by runs; what they do not need comes back when they end."
            : "You have nothing left to run with."}
          {renewal ||
            (held === 0 &&
              ` Packs start at ${formatUsd(PACKS.small.amountCents)}, and purchased credits never expire.`)}
        </p>
      );
    case "low":
      return (
        <p className="mt-4 text-13 text-soft">
          {available <= 2 ? "Getting low: enough for a short run or two." : "Getting low."}
          {renewal}
        </p>
      );
  }
}

type CreditPanelProps = {
  summary: CreditSummary;
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  keepFocus: boolean;
  onPointerEnter: PointerEventHandler;
  onPointerLeave: PointerEventHandler;
};

export function CreditPanel({ summary, ...panel }: CreditPanelProps) {
  const state = balanceState(summary);
  const close = () => panel.onOpenChange(false);
  return (
    <FloatingPanel {...panel} label="Credits" className="w-80 p-4">
      <p className="flex items-baseline justify-between">
        <span className="text-20 font-strong">
          {state === "debt" ? `${formatCredits(summary.debt)} owed` : `${formatCredits(summary.available)} available`}
        </span>
        <span className="text-12 text-faint">{PLAN_WORDS[summary.plan]}</span>
      </p>
      <MeterBar summary={summary} className="mt-3 mb-4 h-2 w-full" />
      <Breakdown summary={summary} />
      <StateWords summary={summary} />
      <div className="mt-4 flex gap-2 border-t pt-3">
        <Button asChild look={state === "fine" || summary.held > 0 ? "outline" : "primary"}>
          <Link href={BUY_PATH} onClick={close}>
            Buy credits
          </Link>
        </Button>
        <Button asChild look="quiet">
          <Link href="/credits" onClick={close}>
            Statement
          </Link>
        </Button>
      </div>
    </FloatingPanel>
  );
}
