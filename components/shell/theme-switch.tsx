"use client";

import clsx from "clsx";
import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useId, useSyncExternalStore } from "react";

const THEMES = [
  { value: "system", label: "System", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
] as const;

const never = () => () => undefined;

/** Three small choices in a row. The stored choice is known only in the browser. */
export function ThemeSwitch() {
  const { theme = "system", setTheme } = useTheme();
  const known = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const name = useId();
  return (
    <fieldset className="flex gap-0.5 rounded-control border p-0.5">
      <legend className="sr-only">Theme</legend>
      {THEMES.map(({ value, label, Icon }) => (
        <label
          key={value}
          title={label}
          className={clsx(
            "finger flex h-6 min-w-7 cursor-pointer items-center justify-center rounded-mark has-focus-visible:outline-2 has-focus-visible:outline-focus",
            known && theme === value ? "bg-pressed text-ink forced-colors:border-b-2" : "text-faint hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            value={value}
            checked={known && theme === value}
            onChange={() => setTheme(value)}
            className="sr-only"
          />
          <Icon size={13} aria-hidden />
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
