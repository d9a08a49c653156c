"use client";

import { useState } from "react";
import { receiptTitle } from "@/components/billing/receipt-words";
import { formatUsd } from "@/components/format";
import { Dialog } from "@/components/ui/dialog";
import { RefundForm } from "./refund-form";
import type { RefundedPack } from "./refund-words";

/** Opens the form that pays a purchase back. */
export function RefundButton({ pack }: { pack: RefundedPack }) {
  const [open, setOpen] = useState(false);
  const title = receiptTitle({ kind: "pack", credits: pack.credits });
  return (
    <>
      <button type="button" className="link cursor-pointer" onClick={() => setOpen(true)}>
        Refund
        <span className="sr-only"> {title}</span>
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Refund a purchase"
        description={`${pack.email}, ${title}, ${formatUsd(pack.wholeCents + pack.backCents)} paid`}
        className="p-4"
      >
        <RefundForm pack={pack} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
