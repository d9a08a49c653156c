import clsx from "clsx";
import type { ReactNode } from "react";

type PageProps = { title: string; lead?: ReactNode; children: ReactNode; width?: keyof typeof WIDTHS };

const WIDTHS = { narrow: "max-w-3xl", usual: "max-w-5xl", wide: "max-w-6xl" } as const;

/** A page's column with its heading and one sentence about it. The footer takes the same width from `data-width`. */
export function Page({ title, lead, children, width = "usual" }: PageProps) {
  return (
    <div data-width={width} className={clsx("mx-auto w-full px-4 pt-10 sm:px-6", WIDTHS[width])}>
      <h1 className="wrap-anywhere text-28 font-strong">{title}</h1>
      {lead !== undefined && <p className="mt-2 max-w-[64ch] text-pretty text-16 text-soft">{lead}</p>}
      <div className="mt-8">{children}</div>
    </div>
  );
}
