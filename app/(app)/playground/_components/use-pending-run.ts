"use client";

import { type RefObject, useEffect, useRef } from "react";
import { useStable } from "@/components/ui/use-stable";
import { type PendingRun, takePending } from "./pending-run";
import type { Thread } from "./run-reducer";

/** Does the thread already end in this run? Then the page was made after it began. */
function isThere({ turns }: Thread, { body }: PendingRun): boolean {
  const last = turns.at(-1);
  return last?.userInput === body.userInput && last.parentRunId === (body.parentRunId ?? null);
}

type UsePendingRun = {
  signedIn: boolean;
  /** As the page was made. */
  thread: Thread;
  packageId: string | null;
  /** Another page is about to take this one's place, and what is pending is for that one. */
  isRemade: RefObject<boolean>;
  join: (run: PendingRun) => void;
};

/** Joins the run that this tab had sent when its page was made again, so that it is seen, and paid once. */
export function usePendingRun({ signedIn, thread, packageId, isRemade, join }: UsePendingRun): void {
  const first = useRef({ thread, packageId });
  const onPending = useStable(join);
  useEffect(() => {
    if (!signedIn) return;
    // Not in this very moment: a page that is made twice, as in development, is to join once.
    const timer = setTimeout(() => {
      if (isRemade.current) return;
      const { thread: made, packageId: chosen } = first.current;
      const run = takePending(
        { sessionId: made.sessionId, packageId: chosen, askedAt: performance.timeOrigin },
        Date.now(),
      );
      if (run !== null && !isThere(made, run)) onPending(run);
    });
    return () => clearTimeout(timer);
  }, [signedIn, isRemade, onPending]);
}
