import { cva, type VariantProps } from "class-variance-authority";
import clsx from "clsx";
import * as Slot from "radix-ui/slot";
import type { ComponentProps, MouseEvent } from "react";

const buttonStyle = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-control font-strong no-underline transition-colors finger disabled:opacity-55 aria-disabled:opacity-55",
  {
    variants: {
      look: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        outline: "border border-line bg-raised text-ink hover:border-control hover:bg-sunken",
        quiet: "text-soft hover:bg-sunken hover:text-ink data-[state=open]:bg-sunken data-[state=open]:text-ink",
        danger: "border border-line bg-raised text-bad-ink hover:border-bad hover:bg-bad-wash",
      },
      size: {
        small: "h-7 px-2 text-12",
        medium: "h-8 px-3 text-13",
        large: "h-10 px-4 text-14",
      },
    },
    defaultVariants: { look: "outline", size: "medium" },
  },
);

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
