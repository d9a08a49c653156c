"use client";

import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { SessionSummary } from "@/lib/sessions/session";
import { SessionList } from "./sessions-rail";

type SessionsDrawerProps = {
  sessions: readonly SessionSummary[];
  current: string | null;
  onNew: () => void;
  onClose: () => void;
};

/** The list of threads on a narrow screen. */
export function SessionsDrawer({ sessions, current, onNew, onClose }: SessionsDrawerProps) {
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
      <SessionList sessions={sessions} current={current} />
    </Dialog>
  );
}
