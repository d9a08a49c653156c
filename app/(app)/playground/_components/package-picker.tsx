"use client";

import { PencilLine } from "lucide-react";
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
  /** Writes a prompt in place of a package. */
  onWrite: () => void;
};

/** Search as you type over packages, beside the name of the chosen one; or a prompt of one's own. */
export function PackagePicker({ onPick, onWrite, ...panel }: PackagePickerProps) {
  return (
    <FloatingPanel {...panel} label="Choose a package" align="start" className="w-120 overflow-hidden">
      <PackageListBox
        placeholder="Search packages"
        onChoose={(item) => {
          panel.onOpenChange(false);
          onPick(item);
        }}
      />
      <div className="border-t p-1.5">
        <button
          type="button"
          onClick={() => {
            panel.onOpenChange(false);
            onWrite();
          }}
          className="finger flex h-9 w-full items-center gap-3 rounded-control px-2 text-left text-14 hover:bg-sunken"
        >
          <PencilLine size={14} aria-hidden className="text-faint" />
          Write your own prompt
        </button>
      </div>
    </FloatingPanel>
  );
}
