"use client";

import { useState } from "react";
import { useAction } from "@/components/http/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Has an event handled again, after a word about what that does. */
export function ReplayButton({ id, type }: { id: string; type: string }) {
  const [open, setOpen] = useState(false);
  const { busy, problem, act } = useAction();

  const replay = async () => {
    const path = `/api/v1/admin/stripe-events/${id}/replay`;
    const said = ({ outcome }: { outcome: string }) => `Handled again: ${outcome}.`;
    const answer = await act({ method: "POST", path, said });
    if (answer.ok) setOpen(false);
  };

  return (
    <>
      <Button look="quiet" size="small" onClick={() => setOpen(true)} aria-label={`Replay ${type} ${id}`}>
        Replay
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Replay this event?"
        action="Replay"
        {...{ busy, problem }}
        onConfirm={() => void replay()}
      >
        <p className="wrap-anywhere">
          {type} <span className="figures text-12">{id}</span>
        </p>
        <p>
          What it is about is read from Stripe again, and the wallet is brought to that state. Nothing is granted or
          taken twice.
        </p>
      </ConfirmDialog>
    </>
  );
}
