"use client";

import { Hourglass, WifiOff } from "lucide-react";
import { CreditCells } from "@/components/runs/credit-cells";
import { Button } from "@/components/ui/button";
import { formatCredits } from "@/lib/credits/credits";
import { Elapsed } from "./elapsed";
import type { Turn } from "./turn";

function waitingWords({ waiting, runId, stopping }: Turn): string {
  if (waiting === "restarting") {
    return stopping
      ? "The server is restarting; your run is stopped when it is back"
      : "The server is restarting; your run starts in a moment";
  }
  if (stopping) return "Connection lost; your run is stopped when it is back";
  return runId === null ? "Connection lost; trying again" : "Connection lost, the run goes on; reconnecting";
}

function words(turn: Turn): string {
  if (turn.waiting !== null) return waitingWords(turn);
  if (turn.stopping) return "Stopping";
  if (turn.status === "thinking") return "Thinking";
  return turn.text === "" ? "Waiting for the first text" : "Writing";
}

function Sign({ waiting }: Pick<Turn, "waiting">) {
  if (waiting === "reconnecting") return <WifiOff size={13} aria-hidden className="shrink-0 text-live" />;
  if (waiting === "restarting") return <Hourglass size={13} aria-hidden className="shrink-0 text-live" />;
  return <span aria-hidden className="size-1.5 shrink-0 animate-breathe rounded-full bg-accent" />;
}

type TurnProgressProps = { turn: Turn; onReconnect: () => void };

/** How a running turn stands: what it does, for how long, and what is held for it. */
export function TurnProgress({ turn, onReconnect }: TurnProgressProps) {
  return (
    <div className="mt-6 flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t border-dashed pt-3 text-12 text-soft">
      {turn.creditsQuoted !== null && (
        <>
          <CreditCells quoted={turn.creditsQuoted} spent={null} />
          <span className="figures whitespace-nowrap">{formatCredits(turn.creditsQuoted)} held</span>
        </>
      )}
      <span className="flex min-w-0 items-center gap-2" role={turn.waiting === null ? undefined : "status"}>
        <Sign waiting={turn.waiting} />
        {words(turn)}
      </span>
      {turn.startedAt !== null && turn.waiting === null && <Elapsed since={turn.startedAt} />}
      {turn.waiting === "reconnecting" && turn.runId !== null && (
        <Button size="small" look="quiet" onClick={onReconnect}>
          Try now
        </Button>
      )}
    </div>
  );
}
