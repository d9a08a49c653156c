"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { SessionList, type SessionListProps } from "./session-list";

type SessionsDrawerProps = SessionListProps & { onNew: () => void; onClose: () => void };

/** The list of threads on a narrow screen. */
export function SessionsDrawer({ onNew, onClose, onDelete, ...list }: SessionsDrawerProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Sessions" place="sheet" className="p-4">
      <Button
        className="mb-4"
        onClick={() => {
          onNew();
          onClose();
        }}
      >
        <Plus size={14} aria-hidden />
        New thread
      </Button>
      <SessionList
        {...list}
        onDelete={() => {
          onDelete();
          onClose();
        }}
      />
    </Dialog>
  );
}
