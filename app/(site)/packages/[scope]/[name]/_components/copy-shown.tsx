"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { type Taken, tellInstall } from "./tell-install";

type CopyShownProps = {
  from: string;
  label: string;
  /** Given where whoever copies this takes the package along. */
  takes?: Taken;
};

/** Copies the text that stands in an element of the page, so that it is not sent a second time for the button. */
export function CopyShown({ from, label, takes }: CopyShownProps) {
  return (
    <CopyButton
      text={() => document.getElementById(from)?.textContent ?? ""}
      label={label}
      onCopied={takes && (() => tellInstall(takes))}
    />
  );
}
