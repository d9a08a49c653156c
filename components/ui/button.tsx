import type { VariantProps } from "class-variance-authority";
import clsx from "clsx";
import * as Slot from "radix-ui/slot";
import type { ComponentProps, MouseEvent } from "react";
import { buttonStyle } from "./button-style";

type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonStyle> & {
    asChild?: boolean;
    /** What it set off is under way: it does nothing, and keeps the focus, which a disabled button would lose. */
    busy?: boolean;
  };

const refuse = (event: MouseEvent) => event.preventDefault();

/** A button in one of four looks; `asChild` gives the look to the one element inside, usually a link. */
export function Button({ look, size, asChild = false, busy = false, className, ...rest }: ButtonProps) {
  const classes = clsx(buttonStyle({ look, size }), className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return (
    <button type="button" className={classes} {...rest} {...(busy && { "aria-disabled": true, onClick: refuse })} />
  );
}
