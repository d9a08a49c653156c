import { cva } from "class-variance-authority";

/** The four looks of a button, for elements that are not made by `Button`. */
export const buttonStyle = cva(
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
