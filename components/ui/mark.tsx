import clsx from "clsx";
import type { ReactNode } from "react";

const TONES = {
  plain: "border-line text-soft",
  live: "border-current text-live",
  good: "border-current text-good-ink",
  bad: "border-current text-bad-ink",
} as const;

/** A small word in a thin frame: a state or a kind. */
export function Mark({ tone = "plain", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  return (
    <span
      className={clsx(
        "inline-flex h-5 shrink-0 items-center rounded-mark border px-1.5 text-12 leading-none",
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
