"use client";

import type { RefObject } from "react";
import { FloatingPanel } from "@/components/ui/floating-panel";
import type { SessionSummary } from "@/lib/sessions/session";
import { SessionActions } from "./session-actions";

type SessionPanelProps = {
  session: SessionSummary;
  onRename: () => void;
  onDelete: () => void;
  anchor: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** What a session's button opens. */
export function SessionPanel({ session, onRename, onDelete, ...panel }: SessionPanelProps) {
  return (
    <FloatingPanel {...panel} label={session.title} className="w-64 p-1">
      <SessionActions
        session={session}
        onRename={onRename}
        onDelete={onDelete}
        onClose={() => panel.onOpenChange(false)}
      />
    </FloatingPanel>
  );
}
