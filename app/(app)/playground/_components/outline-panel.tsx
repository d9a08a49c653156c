"use client";

import { type RefObject, useRef } from "react";
import { Button } from "@/components/ui/button";
import { FloatingPanel } from "@/components/ui/floating-panel";
import { OutlineList } from "./outline-list";
import type { Turn } from "./turn";
import { turnPlace } from "./turn-place";

type OutlinePanelProps = {
  turns: readonly Turn[];
  onShow: (turn: Turn) => void;
  onFoldAll: (folded: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** The turns of the thread: choosing one goes to it, and the keyboard stays there. */
export function OutlinePanel({ turns, onShow, onFoldAll, ...panel }: OutlinePanelProps) {
  const returnTo = useRef<HTMLElement | null>(null);
  const show = (turn: Turn) => {
    onShow(turn);
    returnTo.current = document.getElementById(turnPlace(turn));
    panel.onOpenChange(false);
  };
  const change = (open: boolean) => {
    returnTo.current = panel.anchor.current;
    panel.onOpenChange(open);
  };
  const foldAll = (folded: boolean) => {
    onFoldAll(folded);
    change(false);
  };
  return (
    <FloatingPanel {...panel} onOpenChange={change} returnTo={returnTo} label="Turns" className="w-96">
      <OutlineList turns={turns} onChoose={show} />
      <div className="sticky bottom-0 flex gap-1 border-t bg-raised p-1.5">
        <Button look="quiet" size="small" onClick={() => foldAll(true)}>
          Collapse all
        </Button>
        <Button look="quiet" size="small" onClick={() => foldAll(false)}>
          Expand all
        </Button>
      </div>
    </FloatingPanel>
  );
}
