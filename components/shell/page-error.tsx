"use client";

import type { ReactNode } from "react";
import { buttonStyle } from "@/components/ui/button-style";

/** `children` are other ways on, beside trying again. */
type PageErrorProps = { digest: string | undefined; retry: () => void; children?: ReactNode };

/** Shown in place of a page that could not be drawn. Drawing a page never charges anything. */
export function PageError({ digest, retry, children }: PageErrorProps) {
  return (
    <div data-width="narrow" className="mx-auto w-full max-w-3xl px-4 pt-10 sm:px-6">
      <h1 className="text-28 font-strong">This page could not be shown</h1>
      <p className="mt-2 max-w-[64ch] text-16 text-soft">
        Something failed on our side. Nothing was charged, and a run that was in progress goes on without this page.
      </p>
      <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-2">
        <button type="button" onClick={retry} className={buttonStyle({ look: "primary" })}>
          Try again
        </button>
        {children}
        {digest !== undefined && <p className="figures text-12 text-faint">reference {digest}</p>}
      </div>
    </div>
  );
}

/** The reference under which the server logged an error, if there is one. */
export function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}
