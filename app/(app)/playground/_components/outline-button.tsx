"use client";

import { ListTree } from "lucide-react";
import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { Turn } from "./turn";

const OutlinePanel = dynamic(() => arriving(() => import("./outline-panel")).then((module) => module.OutlinePanel));

type OutlineButtonProps = {
  turns: readonly Turn[];
  /** Brings a turn to the top of the column. */
  onShow: (turn: Turn) => void;
  onFoldAll: (folded: boolean) => void;
};

/** The number of turns, and behind it the list from which one is gone to. */
export function OutlineButton({ turns, onShow, onFoldAll }: OutlineButtonProps) {
  const { button, anchor, id, open, used, setOpen } = useDisclosure();
  if (turns.length < 2) return null;
  return (
    <>
      <Button look="quiet" {...button} aria-label={`${turns.length} turns: go to one`} className="max-sm:px-2">
        <ListTree size={14} aria-hidden />
        <span className="figures text-12 text-faint max-sm:hidden">{turns.length}</span>
      </Button>
      {used && (
        <OutlinePanel
          turns={turns}
          onShow={onShow}
          onFoldAll={onFoldAll}
          anchor={anchor}
          id={id}
          open={open}
          onOpenChange={setOpen}
        />
      )}
    </>
  );
}
