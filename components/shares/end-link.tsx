"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";

type EndLinkProps = { busy: boolean; onEnd: () => void; className?: string };

/** Ends a link, which cannot be undone: it is asked once more, in the same place. */
export function EndLink({ busy, onEnd, className }: EndLinkProps) {
  const [asking, setAsking] = useState<boolean | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (asking !== null) (asking ? keep : first).current?.focus();
  }, [asking]);

  if (asking !== true) {
    return (
      <Button ref={first} look="danger" size="small" className={className} onClick={() => setAsking(true)}>
        End this link
      </Button>
    );
  }
  return (
    <div className={className}>
      <p className="text-13">
        The link stops working at once, for everyone who has it. It cannot be brought back; a new one is another.
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button look="danger" size="small" busy={busy} onClick={onEnd}>
          {busy ? "Ending" : "End it now"}
        </Button>
        <Button ref={keep} look="quiet" size="small" onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
