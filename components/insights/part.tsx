import clsx from "clsx";
import type { ReactNode } from "react";

export type PartProps = { id: string; title: string; lead?: ReactNode; children?: ReactNode; className?: string };

/** A part of a page of figures: what is counted, in words, and then the figures. */
export function Part({ id, title, lead, children, className }: PartProps) {
  return (
    <section aria-labelledby={id} className={clsx("min-w-0", className)}>
      <h2 id={id} className="scroll-mt-16 text-16 font-strong">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-1 max-w-[72ch] text-13 text-soft">{lead}</p>}
      {children !== undefined && <div className="mt-2">{children}</div>}
    </section>
  );
}
