import clsx from "clsx";
import type { ReactNode } from "react";
import { Problem } from "./problem";

type FieldProps = {
  /** The control's. */
  id: string;
  label: string;
  children: ReactNode;
  /** What is not right about the value, in words; its id is the control's with `-problem` behind it. */
  problem?: string | null;
  className?: string;
};

/** A label above its control, and below it what is not right. */
export function Field({ id, label, children, problem = null, className }: FieldProps) {
  return (
    <div className={clsx("flex flex-col gap-1", className)}>
      <label htmlFor={id} className="text-12 text-soft">
        {label}
      </label>
      {children}
      <Problem id={`${id}-problem`} text={problem} />
    </div>
  );
}
