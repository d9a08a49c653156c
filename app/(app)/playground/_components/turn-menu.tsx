"use client";

import clsx from "clsx";
import { Ellipsis } from "lucide-react";
import dynamic from "next/dynamic";
import { arriving } from "@/components/ui/arriving";
import { IconButton } from "@/components/ui/icon-button";
import { useDisclosure } from "@/components/ui/use-disclosure";
import type { TurnPanelProps } from "./turn-panel";

const TurnPanel = dynamic(() => arriving(() => import("./turn-panel")).then((module) => module.TurnPanel), {
  loading: () => null,
});

type TurnMenuProps = Omit<TurnPanelProps, "anchor" | "id" | "open" | "onOpenChange"> & { className?: string };

/** The small button of a turn from which it is collapsed, and its question, its link and its request are copied. */
export function TurnMenu({ className, ...turn }: TurnMenuProps) {
  const { button, anchor, id, open, used, setOpen } = useDisclosure();
  return (
    <>
      <IconButton label={`More for turn ${turn.number}`} {...button} className={clsx("size-7 text-faint", className)}>
        <Ellipsis size={16} aria-hidden />
      </IconButton>
      {used && <TurnPanel {...turn} anchor={anchor} id={id} open={open} onOpenChange={setOpen} />}
    </>
  );
}
