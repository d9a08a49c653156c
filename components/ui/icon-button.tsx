import clsx from "clsx";
import type { ComponentProps } from "react";

type IconButtonProps = Omit<ComponentProps<"button">, "aria-label"> & { label: string };

/** A square button that shows only an icon; `label` is what it is called aloud and on hover. */
export function IconButton({ label, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={clsx(
        "finger inline-flex size-8 shrink-0 items-center justify-center rounded-control text-soft transition-colors hover:bg-sunken hover:text-ink disabled:opacity-40 data-[state=open]:bg-sunken data-[state=open]:text-ink",
        className,
      )}
      {...rest}
    />
  );
}
