"use client";

import { CopyButton } from "@/components/ui/copy-button";

/** Copies the text that stands in an element of the page, so that it is not sent a second time for the button. */
export function CopyShown({ from, label }: { from: string; label: string }) {
  return <CopyButton text={() => document.getElementById(from)?.textContent ?? ""} label={label} />;
}
