"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ReasonDialog, type ReasonedAct } from "./reason-dialog";

type ReasonButtonProps = ReasonedAct & {
  /** What it is done to, for those who do not see where the button stands. */
  about: string;
};

/** Opens a dialog that says what will happen, asks why, and does it. */
export function ReasonButton({ about, ...act }: ReasonButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        look={act.look === "danger" ? "danger" : "outline"}
        size="small"
        onClick={() => setOpen(true)}
        aria-label={`${act.words}: ${about}`}
      >
        {act.words}
      </Button>
      <ReasonDialog open={open} onOpenChange={setOpen} act={act} />
    </>
  );
}
