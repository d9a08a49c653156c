import clsx from "clsx";
import type { ComponentProps } from "react";
import { FIELD_STYLE } from "./input";

/** Runs the way its text does, and grows with it where the browser can (`field-sizing`); give it a max height. */
export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      dir="auto"
      className={clsx(FIELD_STYLE, "wrap-anywhere field-sizing-content resize-none py-2", className)}
      {...rest}
    />
  );
}
