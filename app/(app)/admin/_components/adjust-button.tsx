"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatCredits } from "@/lib/credits/credits";
import { AdjustmentForm } from "./adjustment-form";
import type { AdjustedUser } from "./adjustment-review";

/** Opens the form that corrects one user's wallet. */
export function AdjustButton({ user, look = "outline" }: { user: AdjustedUser; look?: "outline" | "quiet" }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look={look} size="small" onClick={() => setOpen(true)} aria-label={`Adjust the credits of ${user.email}`}>
        Adjust
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Adjust credits"
        description={`${user.email}, ${formatCredits(user.available)} available`}
        className="p-4"
      >
        <AdjustmentForm user={user} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
