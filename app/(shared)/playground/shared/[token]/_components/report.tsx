"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { arriving } from "@/components/ui/arriving";

const ReportDialog = dynamic(() => arriving(() => import("./report-dialog")).then((module) => module.ReportDialog));

/** Opens the form with which a reader says that something should not be here; the form loads when it is wanted. */
export function Report({ token }: { token: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)} className="link finger ml-auto text-13">
        Report
      </button>
      {open && <ReportDialog token={token} onClose={() => setOpen(false)} />}
    </>
  );
}
