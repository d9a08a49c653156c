"use client";

import { Square } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { ModifierKey } from "@/components/ui/modifier-key";

type RunButtonProps = { running: boolean; stopping: boolean; disabled: boolean; onRun: () => void; onStop: () => void };

/** For so long the second click of a double click is none on the button that has come in the first one's place. */
const SETTLE_MS = 300;

function useSettled(running: boolean): () => boolean {
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  const before = useRef(running);
  useLayoutEffect(() => {
    if (before.current !== running) changedAt.current = performance.now();
    before.current = running;
  }, [running]);
  return () => performance.now() - changedAt.current > SETTLE_MS;
}

function ignoreRepeats(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}

/**
 * Run, and in the same place and size Stop while something runs. It is one element that never goes out of the keyboard's
 * reach: a button that is `disabled` lets go of the focus.
 */
export function RunButton({ running, stopping, disabled, onRun, onStop }: RunButtonProps) {
  const isSettled = useSettled(running);
  if (running) {
    return (
      <Button
        className="w-26 max-sm:w-full"
        aria-disabled={stopping}
        onKeyDown={ignoreRepeats}
        // A key pressed twice counts as a double click: what it stops has hardly begun, and is paid.
        onClick={({ detail }) => !stopping && (detail === 1 || isSettled()) && onStop()}
      >
        <Square size={11} fill="currentColor" aria-hidden />
        Stop
        <Kbd>Esc</Kbd>
      </Button>
    );
  }
  return (
    <Button
      look="primary"
      className="w-26 max-sm:w-full"
      aria-disabled={disabled}
      onKeyDown={ignoreRepeats}
      onClick={({ detail }) => !disabled && (detail < 2 || isSettled()) && onRun()}
    >
      Run
      <Kbd>
        <ModifierKey />
        {"\u21b5"}
      </Kbd>
    </Button>
  );
}
