"use client";

import Link from "next/link";
import type { PointerEventHandler, RefObject } from "react";
import { Button } from "@/components/ui/button";
import { FloatingPanel } from "@/components/ui/floating-panel";
import { type CreditSummary, formatCredits } from "@/lib/credits/credits";
import { Breakdown } from "./breakdown";
import { PLAN_WORDS } from "./credit-words";
import { MeterBar } from "./meter-bar";
import { balanceState } from "./meter-segments";

const STATE_WORDS = {
  empty: "You have nothing left to run with. Packs start at $5, and purchased credits never expire.",
  low: "Getting low: enough for a short run or two.",
  fine: null,
} as const;

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
        <span className="text-20 font-strong">{formatCredits(summary.available)}</span>
        <span className="text-12 text-faint">{PLAN_WORDS[summary.plan]}</span>
      </p>
      <MeterBar summary={summary} className="mt-3 mb-4 h-2 w-full" />
      <Breakdown summary={summary} />
      {STATE_WORDS[state] !== null && <p className="mt-4 text-13 text-soft">{STATE_WORDS[state]}</p>}
      <div className="mt-4 flex gap-2 border-t pt-3">
        <Button asChild look={state === "fine" ? "outline" : "primary"}>
          <Link href="/playground/credits/buy" onClick={close}>
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
