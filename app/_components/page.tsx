import clsx from "clsx";
import type { ReactNode } from "react";

type PageProps = { title: string; lead?: ReactNode; children: ReactNode; narrow?: boolean };

/** A page's column with its heading and one sentence about it. */
export function Page({ title, lead, children, narrow = false }: PageProps) {
  return (
    <div className={clsx("mx-auto w-full px-4 pt-10 sm:px-6", narrow ? "max-w-3xl" : "max-w-5xl")}>
      <h1 className="text-28 font-strong">{title}</h1>
      {lead !== undefined && <p className="mt-2 max-w-[64ch] text-16 text-soft">{lead}</p>}
      <div className="mt-8">{children}</div>
    </div>
  );
}
