"use client";

import clsx from "clsx";
import { PanelLeft, Plus } from "lucide-react";
import { memo, useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { SessionList, type SessionListProps } from "./session-list";

type SessionsRailProps = SessionListProps & { onNew: () => void };

/** The left column on a wide screen; it folds to a strip. */
export const SessionsRail = memo(function SessionsRail({ onNew, ...list }: SessionsRailProps) {
  const [open, setOpen] = useState(true);
  return (
    <aside
      aria-label="Sessions"
      className={clsx("flex shrink-0 flex-col border-r max-lg:hidden", open ? "w-60" : "w-12")}
    >
      <div className={clsx("flex h-12 shrink-0 items-center px-2", open && "justify-between")}>
        <IconButton
          label={open ? "Fold the sessions" : "Show the sessions"}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <PanelLeft size={16} aria-hidden />
        </IconButton>
        {open && (
          <IconButton label="New thread" onClick={onNew}>
            <Plus size={16} aria-hidden />
          </IconButton>
        )}
      </div>
      {open && (
        <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-4 pt-2">
          <SessionList {...list} />
        </div>
      )}
    </aside>
  );
});
