"use client";

import { WifiOff } from "lucide-react";
import { CreditCells } from "@/components/runs/credit-cells";
import { formatCredits } from "@/lib/credits/credits";
import { Elapsed } from "./elapsed";
import type { Turn } from "./run-reducer";

function words(turn: Turn): string {
  if (turn.reconnecting) return "Reconnecting";
  if (turn.stopping) return "Stopping";
  if (turn.status === "thinking") return "Thinking";
  return turn.text === "" ? "Waiting for the first text" : "Writing";
}

/** How a running turn stands: what it does, for how long, and what is held for it. */
export function TurnProgress({ turn }: { turn: Turn }) {
  return (
    <div className="mt-6 flex min-h-10 items-center gap-3 border-t border-dashed pt-3 text-12 text-soft">
      {turn.creditsQuoted !== null && (
        <>
          <CreditCells quoted={turn.creditsQuoted} spent={null} />
          <span className="figures whitespace-nowrap">{formatCredits(turn.creditsQuoted)} held</span>
        </>
      )}
      <span className="flex items-center gap-2">
        {turn.reconnecting ? (
          <WifiOff size={13} aria-hidden className="text-live" />
        ) : (
          <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-accent" />
        )}
        {words(turn)}
      </span>
      {turn.startedAt !== null && <Elapsed since={turn.startedAt} />}
    </div>
  );
}
