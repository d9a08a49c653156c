import type { ReactNode } from "react";

type SectionProps = { id: string; title: string; lead?: ReactNode; children: ReactNode };

/** A part of a page of settings: what it is on the left, the controls on the right. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section aria-labelledby={id} className="grid gap-x-12 gap-y-4 border-t py-8 lg:grid-cols-[16rem_1fr]">
      <div className="min-w-0">
        <h2 id={id} className="scroll-mt-16 text-14 font-strong">
          {title}
        </h2>
        {lead !== undefined && <p className="mt-1 text-13 text-soft">{lead}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
