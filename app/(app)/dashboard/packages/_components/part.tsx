import type { ReactNode } from "react";

type PartProps = { id: string; title: string; lead?: ReactNode; children?: ReactNode };

/** A part of a page of figures: what is counted, in words, and then the figures. */
export function Part({ id, title, lead, children }: PartProps) {
  return (
    <section aria-labelledby={id} className="mt-12">
      <h2 id={id} className="text-16 font-strong">
        {title}
      </h2>
      {lead !== undefined && <p className="mt-1 max-w-[72ch] text-13 text-soft">{lead}</p>}
      {children !== undefined && <div className="mt-3">{children}</div>}
    </section>
  );
}
