"use client";

import { useAction } from "@/components/http/use-action";
import { LocalTime } from "@/components/local-time";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type CancelDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; until: string | null; path: string };

/** Says what ending PRPM+ does to the credits before it is ended. */
export function CancelDialog({ open, onOpenChange, until, path }: CancelDialogProps) {
  const { busy, problem, act } = useAction();
  const cancel = async () => {
    const answer = await act({ method: "POST", path, said: "PRPM+ will end with this month." });
    if (answer.ok) onOpenChange(false);
  };
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Cancel PRPM+?"
      action="Cancel PRPM+"
      back="Keep it"
      look="danger"
      busy={busy}
      problem={problem}
      onConfirm={() => void cancel()}
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-4">
        <li>
          Your month stays as it is
          {until === null ? (
            " until its end"
          ) : (
            <>
              {" "}
              until <LocalTime iso={until} style="dated" />
            </>
          )}
          ; then nothing more is charged.
        </li>
        <li>What you have not used of it then rolls over for one more month.</li>
        <li>Purchased credits stay and never expire.</li>
      </ul>
      <p>Until then you can change your mind.</p>
    </ConfirmDialog>
  );
}
