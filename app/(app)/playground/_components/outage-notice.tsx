"use client";

import { CirclePause } from "lucide-react";
import { formatCountdown } from "@/components/format";
import type { ModelName } from "@/lib/models/models";
import { outageWords } from "./outage";

type OutageNoticeProps = { model: ModelName; seconds: number; reason: string | null };

/** Says calmly that a model is out, what that costs (nothing), and when it is tried again. */
export function OutageNotice({ model, seconds, reason }: OutageNoticeProps) {
  return (
    <div className="mb-2 flex items-start gap-2.5 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
      <CirclePause size={16} aria-hidden className="mt-px shrink-0 text-live" />
      <p className="min-w-0 flex-1">
        <span role="status">{outageWords(model, reason)}</span>{" "}
        <span className="whitespace-nowrap" suppressHydrationWarning>
          Trying again {seconds > 0 ? "in " : "now"}
          {seconds > 0 && <span className="figures text-ink">{formatCountdown(seconds)}</span>}
        </span>
      </p>
    </div>
  );
}
