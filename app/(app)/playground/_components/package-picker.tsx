"use client";

import type { RefObject } from "react";
import { PackageListBox } from "@/components/packages/package-list-box";
import { FloatingPanel } from "@/components/ui/floating-panel";
import type { PackageSummary } from "@/lib/packages/package";

type PackagePickerProps = {
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (item: PackageSummary) => void;
};

/** Search as you type over packages, beside the name of the chosen one. */
export function PackagePicker({ onPick, ...panel }: PackagePickerProps) {
  return (
    <FloatingPanel {...panel} label="Choose a package" align="start" className="w-120 overflow-hidden">
      <PackageListBox
        placeholder="Search packages"
        onChoose={(item) => {
          panel.onOpenChange(false);
          onPick(item);
        }}
      />
    </FloatingPanel>
  );
}
