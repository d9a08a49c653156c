"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ReasonDialog, type ReasonedAct } from "./reason-dialog";

/** Has an event handled again, after a word about what that does. */
export function ReplayButton({ id, type }: { id: string; type: string }) {
  const [open, setOpen] = useState(false);
  const act: ReasonedAct = {
    words: "Replay",
    title: "Replay this event?",
    effect: (
      <>
        <p>
          {type} <span className="figures text-12">{id}</span>
        </p>
        <p>
          What it is about is read from Stripe again, and the wallet is brought to that state. Nothing is granted or
          taken twice.
        </p>
      </>
    ),
    path: `/api/v1/admin/stripe-events/${id}/replay`,
    reason: "optional",
    said: ({ outcome }) => `Handled again: ${String(outcome)}.`,
  };
  return (
    <>
      <Button look="quiet" size="small" onClick={() => setOpen(true)} aria-label={`Replay ${type} ${id}`}>
        Replay
      </Button>
      <ReasonDialog open={open} onOpenChange={setOpen} act={act} />
    </>
  );
}
