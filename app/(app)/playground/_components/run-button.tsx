"use client";

import { Square } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { ModifierKey } from "@/components/ui/modifier-key";

type RunButtonProps = { running: boolean; stopping: boolean; disabled: boolean; onRun: () => void; onStop: () => void };

/** Run, and in the same place and size Stop while something runs. */
export function RunButton({ running, stopping, disabled, onRun, onStop }: RunButtonProps) {
  if (running) {
    return (
      <Button
        className="w-26 max-sm:w-full"
        disabled={stopping}
        // The second click of a double click on Run is none on Stop.
        onClick={({ detail }) => detail < 2 && onStop()}
      >
        <Square size={11} fill="currentColor" aria-hidden />
        Stop
        <Kbd>Esc</Kbd>
      </Button>
    );
  }
  return (
    <Button look="primary" className="w-26 max-sm:w-full" disabled={disabled} onClick={onRun}>
      Run
      <Kbd>
        <ModifierKey />
        {"\u21b5"}
      </Kbd>
    </Button>
  );
}
