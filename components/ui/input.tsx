import clsx from "clsx";
import type { ComponentProps } from "react";

export const FIELD_STYLE =
  "w-full rounded-control border border-line bg-raised px-2.5 text-14 text-ink transition-colors hover:border-control focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-55 aria-invalid:border-bad";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={clsx(FIELD_STYLE, "finger h-8", className)} {...rest} />;
}
