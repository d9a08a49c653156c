"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { useShownPath } from "./use-shown-path";

/** Pages that fill the window exactly, scroll inside themselves and have no footer. */
const WORKBENCHES: ReadonlySet<string> = new Set(["/playground"]);

/** Header, page and footer in a column, as tall as the window at least, or exactly for a workbench. */
export function Frame({ head, footer, children }: { head: ReactNode; footer: ReactNode; children: ReactNode }) {
  const fixed = WORKBENCHES.has(useShownPath());
  return (
    <div className={clsx("group/frame flex flex-col", fixed ? "h-(--window-height,100dvh)" : "min-h-dvh")}>
      {head}
      <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </main>
      {!fixed && footer}
    </div>
  );
}
