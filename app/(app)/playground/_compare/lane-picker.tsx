"use client";

import { Command } from "cmdk";
import type { RefObject } from "react";
import { OPTION_STYLE, PackageListBox } from "@/components/packages/package-list-box";
import { FloatingPanel } from "@/components/ui/floating-panel";
import type { PackageSummary } from "@/lib/packages/package";
import type { LanePrompt } from "./lane";

type LanePickerProps = {
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  label: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A package is picked, which is to be loaded. */
  onPick: (item: PackageSummary) => void;
  onChoose: (prompt: LanePrompt) => void;
  /** Opens the editor of one's own prompts. */
  onWrite: () => void;
};

/** What a lane can be made with: a package, nothing, or a prompt of one's own. */
export function LanePicker({ label, onPick, onChoose, onWrite, ...panel }: LanePickerProps) {
  const after = (act: () => void) => () => {
    panel.onOpenChange(false);
    act();
  };
  return (
    <FloatingPanel {...panel} label={label} align="start" className="w-120 overflow-hidden">
      <PackageListBox placeholder="Search packages" onChoose={(item) => after(() => onPick(item))()}>
        <Command.Group heading="Or" className="[&_[cmdk-group-heading]]:sr-only">
          <Command.Item
            value="no-package"
            className={OPTION_STYLE}
            onSelect={after(() => onChoose({ kind: "baseline" }))}
          >
            <span className="min-w-0 flex-1">
              <span className="block text-13">No package</span>
              <span className="block text-12 text-soft">What the model says by itself</span>
            </span>
          </Command.Item>
          <Command.Item value="own-prompt" className={OPTION_STYLE} onSelect={after(onWrite)}>
            <span className="min-w-0 flex-1">
              <span className="block text-13">A prompt of your own</span>
              <span className="block text-12 text-soft">Written or pasted, and kept as a draft</span>
            </span>
          </Command.Item>
        </Command.Group>
      </PackageListBox>
    </FloatingPanel>
  );
}
