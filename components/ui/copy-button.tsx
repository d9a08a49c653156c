"use client";

import clsx from "clsx";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { buttonStyle } from "./button-style";

type CopyButtonProps = {
  text: string | (() => string);
  label?: string;
  className?: string;
  onCopied?: (() => void) | undefined;
};

/** Copies text and says so for two seconds, in place. */
export function CopyButton({ text, label = "Copy", className, onCopied }: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");

  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);

  const copy = () => {
    navigator.clipboard.writeText(typeof text === "string" ? text : text()).then(
      () => {
        setState("copied");
        onCopied?.();
      },
      () => setState("failed"),
    );
  };

  return (
    <button type="button" onClick={copy} className={clsx(buttonStyle({ look: "quiet", size: "small" }), className)}>
      {state === "copied" ? <Check size={13} aria-hidden /> : <Copy size={13} aria-hidden />}
      <span aria-live="polite">{{ idle: label, copied: "Copied", failed: "Not copied" }[state]}</span>
    </button>
  );
}
