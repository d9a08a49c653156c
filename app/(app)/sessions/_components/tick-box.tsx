"use client";

type TickBoxProps = {
  label: string;
  checked: boolean;
  /** Some of what it stands for is selected. */
  partly?: boolean;
  onChange: (checked: boolean) => void;
};

/** A box to tick that can be pressed in the whole square around it. */
export function TickBox({ label, checked, partly = false, onChange }: TickBoxProps) {
  return (
    <label className="finger relative z-1 flex size-8 shrink-0 cursor-pointer items-center justify-center rounded-control has-focus-visible:outline-2 has-focus-visible:outline-focus">
      <input
        ref={(box) => {
          if (box !== null) box.indeterminate = partly;
        }}
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-3.5 accent-ink outline-none"
      />
    </label>
  );
}
