"use client";

import type { ReactNode, RefObject } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Problem } from "./problem";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, in words. */
  children: ReactNode;
  action: string;
  /** The way out; another word than "Cancel" where something is to be cancelled. */
  back?: string;
  look?: "primary" | "danger";
  busy: boolean;
  /** Why it did not happen, the last time it was confirmed. */
  problem: string | null;
  onConfirm: () => void;
  /** What has the focus again afterwards; without it, what had it before. */
  returnTo?: RefObject<HTMLElement | null>;
};

/** Asks before something that cannot be undone by the next click. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    open,
    onOpenChange,
    title,
    children,
    action,
    back = "Cancel",
    look = "primary",
    busy,
    problem,
    onConfirm,
    returnTo,
  } = props;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} className="p-4" {...(returnTo && { returnTo })}>
      <div className="flex flex-col gap-3 text-14 text-soft">{children}</div>
      <Problem text={problem} className="mt-3" />
      <div className="mt-5 flex flex-wrap gap-2">
        <Button look={look} busy={busy} onClick={onConfirm}>
          {action}
        </Button>
        <Button look="quiet" onClick={() => onOpenChange(false)}>
          {back}
        </Button>
      </div>
    </Dialog>
  );
}
