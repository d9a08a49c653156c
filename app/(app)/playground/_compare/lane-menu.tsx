"use client";

import { ArrowLeft, ArrowRight, X } from "lucide-react";
import { type RefObject, useId } from "react";
import { Button } from "@/components/ui/button";
import { FloatingPanel } from "@/components/ui/floating-panel";
import { Select } from "@/components/ui/select";
import type { Lane } from "./lane";

type LaneMenuProps = {
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  lane: Lane;
  number: number;
  /** How many lanes stand left and right of it. */
  left: number;
  right: number;
  onVersion: (version: string) => void;
  onMove: (by: number) => void;
  /** Null where no lane can go. */
  onRemove: (() => void) | null;
};

const ROW = "w-full justify-start";

/** What can be done with a column: another version of its package, its place, and taking it away. */
export function LaneMenu(props: LaneMenuProps) {
  const { lane, number, left, right, onVersion, onMove, onRemove, ...panel } = props;
  const version = useId();
  const after = (act: () => void) => () => {
    panel.onOpenChange(false);
    act();
  };
  return (
    <FloatingPanel {...panel} label={`Lane ${number}`} className="w-56 p-1">
      {lane.prompt.kind === "package" && (
        <div className="flex items-center justify-between gap-2 px-2 py-1.5 text-13">
          <label htmlFor={version}>Version</label>
          <Select
            id={version}
            value={lane.prompt.item.version}
            onChange={(event) => after(() => onVersion(event.target.value))()}
          >
            {lane.prompt.item.versions.map((each) => (
              <option key={each.version}>{each.version}</option>
            ))}
          </Select>
        </div>
      )}
      {left > 0 && (
        <Button look="quiet" size="small" className={ROW} onClick={after(() => onMove(-1))}>
          <ArrowLeft size={13} aria-hidden />
          Move left
        </Button>
      )}
      {right > 0 && (
        <Button look="quiet" size="small" className={ROW} onClick={after(() => onMove(1))}>
          <ArrowRight size={13} aria-hidden />
          Move right
        </Button>
      )}
      {onRemove !== null && (
        <Button look="quiet" size="small" className={ROW} onClick={after(onRemove)}>
          <X size={13} aria-hidden />
          Remove
        </Button>
      )}
    </FloatingPanel>
  );
}
