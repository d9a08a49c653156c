"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

type VersionSwitchProps = { versions: readonly string[]; current: string | null; onShow: (runId: string) => void };

type StepProps = { to: string | undefined; label: string; onShow: (runId: string) => void; children: ReactNode };

/** At the ends it stays where it is and can be focused, so that a keyboard does not lose its place. */
function Step({ to, label, onShow, children }: StepProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={to === undefined}
      onClick={() => to !== undefined && onShow(to)}
      className="finger inline-flex size-7 items-center justify-center rounded-control text-soft transition-colors hover:bg-sunken hover:text-ink aria-disabled:text-control aria-disabled:hover:bg-transparent"
    >
      {children}
    </button>
  );
}

/** Goes between the runs that stand beside each other in one place of a thread. */
export function VersionSwitch({ versions, current, onShow }: VersionSwitchProps) {
  const at = versions.indexOf(current ?? "");
  if (at < 0) return null;
  return (
    <fieldset className="ml-auto flex items-center">
      <legend className="sr-only">Versions of this turn</legend>
      <Step to={versions[at - 1]} label="Previous version" onShow={onShow}>
        <ChevronLeft size={14} aria-hidden />
      </Step>
      <span aria-live="polite" className="figures min-w-12 whitespace-nowrap text-center text-12 text-soft">
        {at + 1} of {versions.length}
      </span>
      <Step to={versions[at + 1]} label="Next version" onShow={onShow}>
        <ChevronRight size={14} aria-hidden />
      </Step>
    </fieldset>
  );
}
