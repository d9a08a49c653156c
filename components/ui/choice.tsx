"use client";

import clsx from "clsx";
import type { ReactNode } from "react";

type ChoiceProps<Value extends string> = {
  name: string;
  value: Value;
  current: Value;
  onChoose: (value: Value) => void;
  children: ReactNode;
  hint?: ReactNode;
};

/** One row of a group of radio buttons: words left, a quiet hint right. */
export function Choice<Value extends string>({ name, value, current, onChoose, children, hint }: ChoiceProps<Value>) {
  const chosen = value === current;
  return (
    <label
      className={clsx(
        "finger flex min-h-8 cursor-pointer items-center gap-2.5 rounded-control px-2 py-1 text-13 has-focus-visible:outline-2 has-focus-visible:outline-focus hover:bg-sunken",
      )}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={chosen}
        onChange={() => onChoose(value)}
        className="size-3 shrink-0 appearance-none rounded-full border border-control outline-none checked:border-4 checked:border-ink"
      />
      <span className="min-w-0 flex-1">{children}</span>
      {hint !== undefined && <span className="text-right text-12 text-faint">{hint}</span>}
    </label>
  );
}
