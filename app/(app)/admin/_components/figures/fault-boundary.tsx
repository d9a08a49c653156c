"use client";

import { catchError, type ErrorInfo } from "next/error";
import { digestOf } from "@/components/shell/page-error";
import { Button } from "@/components/ui/button";

function Fault(_props: object, { error, retry }: ErrorInfo) {
  const digest = digestOf(error);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t py-2 text-13 text-soft">
      <p>These figures could not be counted.</p>
      <Button size="small" onClick={retry}>
        Try again
      </Button>
      {digest !== undefined && <p className="figures text-12 text-faint">reference {digest}</p>}
    </div>
  );
}

/** Keeps what fails in one part of the figures from taking the page with it. */
export const FaultBoundary = catchError(Fault);
