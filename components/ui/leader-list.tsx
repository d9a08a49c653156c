import clsx from "clsx";
import type { ReactNode } from "react";

/** Terms and figures joined by dotted leaders. */
export function LeaderList({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={clsx("figures flex flex-col text-12 leading-5", className)}>{children}</dl>;
}

type LeaderRowProps = {
  term: ReactNode;
  children: ReactNode;
  /** Is it a part of the row before it? */
  isPart?: boolean;
  className?: string;
};

export function LeaderRow({ term, children, isPart = false, className }: LeaderRowProps) {
  return (
    <div className={clsx("flex items-baseline gap-2", isPart && "pl-3", className)}>
      <dt className="min-w-0 text-soft">{term}</dt>
      <span aria-hidden className="leader" />
      <dd className="shrink-0 text-right">{children}</dd>
    </div>
  );
}
