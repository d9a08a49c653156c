import clsx from "clsx";

/** A place kept for something that is on its way. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx("block animate-breathe rounded-control bg-pressed", className)} />;
}
