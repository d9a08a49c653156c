"use client";

import clsx from "clsx";

type SwitchProps = { checked: boolean; label: string; onChange: (checked: boolean) => void };

/** Something that is on or off. */
export function Switch({ checked, label, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={label}
      title={label}
      onClick={() => onChange(!checked)}
      className="finger inline-flex shrink-0 items-center justify-center rounded-control p-1"
    >
      <span
        className={clsx(
          "flex h-5 w-9 items-center rounded-full border px-0.5 transition-colors",
          checked ? "border-ink bg-ink" : "border-control bg-raised",
        )}
      >
        <span
          className={clsx(
            "size-3.5 rounded-full transition-transform",
            checked ? "translate-x-4 bg-paper" : "bg-control",
          )}
        />
      </span>
    </button>
  );
}
