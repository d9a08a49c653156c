import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { FIELD_STYLE } from "./input";

/** The browser's own select in the house look. */
export function Select({ className, ...rest }: ComponentProps<"select">) {
  return (
    <span className={clsx("relative inline-flex", className)}>
      <select className={clsx(FIELD_STYLE, "finger h-8 appearance-none pr-8")} {...rest} />
      <ChevronDown
        size={14}
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 text-soft"
      />
    </span>
  );
}
