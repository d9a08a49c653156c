import type { ReactNode } from "react";

/** Says what is missing and teaches one next step. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-3 py-10">
      <h2 className="text-16 font-strong">{title}</h2>
      <div className="flex max-w-[60ch] flex-col items-start gap-4 text-14 text-soft">{children}</div>
    </div>
  );
}
