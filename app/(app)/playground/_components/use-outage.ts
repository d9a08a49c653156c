"use client";

import { useEffect, useState } from "react";
import { useCountdown } from "@/components/use-countdown";
import type { ModelName } from "@/lib/models/models";
import { latestOutage, type ToldOutage } from "./outage";
import type { Refusal } from "./run-reducer";
import type { Quote } from "./use-estimate";

type Pause = { seconds: number; reason: string | null };

type UseOutage = {
  model: ModelName;
  told: readonly ToldOutage[];
  quote: Quote;
  refusal: Refusal | null;
  /** Called once when the time is over, to ask how things stand. */
  onOver: () => void;
};

/** Seconds until runs of this model are tried again; null when nothing is known to stand in their way. */
export function useOutage({ model, told, quote, refusal, onOver }: UseOutage): Pause | null {
  const [first] = useState(() => ({ at: Date.now(), outages: told }));
  const outage = latestOutage(model, first, quote, refusal);
  const until = outage?.until ?? 0;
  const seconds = useCountdown(until);
  const over = until > 0 && seconds === 0;
  useEffect(() => {
    if (over) onOver();
  }, [over, onOver]);
  return seconds > 0 || (over && quote.state === "asking") ? { seconds, reason: outage?.reason ?? null } : null;
}
