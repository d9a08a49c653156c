"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useCredits } from "@/components/credits/credit-store";
import { IconButton } from "@/components/ui/icon-button";
import type { CreditSummary } from "@/lib/credits/credits";
import { type Arrival, dismissArrival, useArrival, useShownNearby } from "./arrival-store";
import { ArrivalText } from "./arrival-text";
import { arrivalWords } from "./arrival-words";
import { useFollowedArrival } from "./use-followed-arrival";

function Line({ arrival, credits }: { arrival: Arrival; credits: CreditSummary | null }) {
  const words = arrivalWords(arrival.stage, credits);
  return (
    <aside
      aria-label="Payment"
      className="flex shrink-0 items-start gap-2.5 border-b bg-raised py-1 pr-2 pl-4 text-13 sm:pl-6"
    >
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-3 py-1.5">
        <span role="status" className="flex min-w-0 items-start gap-2.5">
          <ArrivalText words={words} />
        </span>
        {words.link !== null && (
          <Link href={words.link.href} className="link whitespace-nowrap max-sm:ml-4.5">
            {words.link.words}
          </Link>
        )}
      </div>
      <IconButton label="Close this notice" onClick={dismissArrival}>
        <X size={16} aria-hidden />
      </IconButton>
    </aside>
  );
}

/**
 * Says under the header how a payment goes on that was made at Stripe, from the return until its credits are there;
 * also to whoever was signed out on the way.
 */
export function ArrivalNotice({ rendered }: { rendered: CreditSummary | null }) {
  const router = useRouter();
  const arrival = useArrival();
  const isNearby = useShownNearby();
  const credits = useCredits(rendered);
  useFollowedArrival();
  const hasBegun = arrival?.stage.is === "begun";
  useEffect(() => {
    // The playground keeps its state in the page that was made for it; everything else shows the plan at once.
    if (hasBegun && window.location.pathname !== "/playground") router.refresh();
  }, [hasBegun, router]);
  return arrival === null || isNearby ? null : <Line arrival={arrival} credits={credits} />;
}
