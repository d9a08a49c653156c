"use client";

import { Button } from "@/components/ui/button";

/** Says that the thread on screen can't be gone on in, and offers the way on with the words that are written. */
export function GoneNotice({ onNewThread }: { onNewThread: () => void }) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-panel bg-notice px-3 py-2 text-13 text-soft">
      <p role="status" className="min-w-56 flex-1">
        This thread was deleted, or its time has passed. What you have written can begin a new one.
      </p>
      <Button size="small" onClick={onNewThread}>
        New thread
      </Button>
    </div>
  );
}
