import clsx from "clsx";
import type { ReactNode } from "react";

/** A key to press; hidden where there is no keyboard. */
export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd className={clsx("touch:hidden font-mono text-12 leading-none", className)} aria-hidden>
      {children}
    </kbd>
  );
}
