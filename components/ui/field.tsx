import clsx from "clsx";
import type { ReactNode } from "react";

/** A label above its control; `id` is the control's. */
export function Field({
  id,
  label,
  children,
  className,
}: {
  id: string;
  label: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="text-12 text-soft">
        {label}
      </label>
      {children}
    </div>
  );
}
