"use client";

import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { SessionSummary } from "@/lib/sessions/session";
import { SessionRow } from "./session-row";
import { type SessionsQuery, sessionsHref } from "./sessions-query";
import { TickBox } from "./tick-box";
import { useSessionList } from "./use-session-list";

type SessionListProps = {
  listed: readonly SessionSummary[];
  query: SessionsQuery;
  /** What stands here when there is none. */
  empty: ReactNode;
};

/** The list of sessions: each can be opened, renamed, kept and deleted, and several deleted together. */
export function SessionList({ listed, query, empty }: SessionListProps) {
  const { sessions, selected, box, remove, tick, tickAll } = useSessionList(listed);
  const count = selected.size;
  return (
    <div ref={box} tabIndex={-1} className="outline-none">
      {sessions.length === 0 ? (
        empty
      ) : (
        <>
          <div className="mt-4 flex h-11 touch:h-13 items-center gap-x-1 border-b text-12 text-faint">
            <TickBox
              label="Select all"
              checked={count === sessions.length}
              partly={count > 0 && count < sessions.length}
              onChange={tickAll}
            />
            <span aria-live="polite" className="flex-1">
              {count > 0 ? `${count} selected` : "Select all"}
            </span>
            {count > 0 && (
              <Button look="danger" size="small" onClick={() => remove([...selected])}>
                {count === 1 ? "Delete" : `Delete ${count}`}
              </Button>
            )}
          </div>
          <ul>
            {sessions.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                packageHref={session.packageId === null ? null : sessionsHref(query, { packageId: session.packageId })}
                selected={selected.has(session.id)}
                onSelect={(isSelected) => tick(session.id, isSelected)}
                onDelete={() => remove([session.id])}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
