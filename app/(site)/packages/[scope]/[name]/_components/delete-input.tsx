"use client";

import { type RefObject, useRef } from "react";
import { useAction } from "@/components/http/use-action";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { SuggestedInput } from "@/lib/packages/package";

type DeleteInputProps = {
  path: string;
  input: SuggestedInput;
  /** What has the focus once the input, and the button that asked for this, are gone. */
  list: RefObject<HTMLElement | null>;
  onClose: () => void;
};

/** Asks before a suggested input is gone for good. */
export function DeleteInput({ path, input: { id, title }, list, onClose }: DeleteInputProps) {
  const { busy, problem, act } = useAction();
  const returnTo = useRef<HTMLElement>(null);

  const remove = async () => {
    const answer = await act({ method: "DELETE", path, body: { id }, said: "Deleted." });
    if (!answer.ok) return;
    returnTo.current = list.current;
    onClose();
  };

  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Delete this suggested input?"
      action="Delete"
      look="danger"
      busy={busy}
      problem={problem}
      onConfirm={() => void remove()}
      returnTo={returnTo}
    >
      <p className="wrap-anywhere">
        Nobody is shown "{title}" any more, and links to it open the package without an input. Threads that were begun
        with it stay.
      </p>
    </ConfirmDialog>
  );
}
