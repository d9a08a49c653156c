"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/http/request";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** Has an event handled again, after a word about what that does. */
export function ReplayButton({ id, type }: { id: string; type: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });

  const replay = async () => {
    setState({ busy: true, problem: null });
    const answer = await request<{ outcome: string }>("POST", `/api/v1/admin/stripe-events/${id}/replay`);
    setState({ busy: false, problem: answer.ok ? null : answer.error.message });
    router.refresh();
    if (!answer.ok) return;
    toast(`Handled again: ${answer.body.outcome}.`);
    setOpen(false);
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
        {...state}
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
