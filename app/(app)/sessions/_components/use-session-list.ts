"use client";

import { useEffect, useRef, useState } from "react";
import { neighbourOf } from "@/components/sessions/after-deletion";
import { deleteSessions } from "@/components/sessions/delete-sessions";
import { useSessions } from "@/components/sessions/session-changes";
import type { SessionSummary } from "@/lib/sessions/session";

/** The list as it stands after what was done here, what of it is selected, and where the keyboard goes meanwhile. */
export function useSessionList(listed: readonly SessionSummary[]) {
  const sessions = useSessions(listed);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  /** The session that the keyboard is to go to; null for the top of the list. */
  const [goal, setGoal] = useState<{ id: string | null } | null>(null);
  const box = useRef<HTMLDivElement>(null);
  // Of those that went, or are not on this page of the list, nothing is selected.
  const selected = new Set(sessions.map(({ id }) => id).filter((id) => ticked.has(id)));

  useEffect(() => {
    if (goal === null) return;
    const row = goal.id === null ? null : box.current?.querySelector<HTMLElement>(`[data-session="${goal.id}"]`);
    // A notice that loses the keyboard gives it back to where it came from; that is to be over first.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    (row ?? box.current)?.focus();
  }, [goal]);

  const remove = (ids: readonly string[]) => {
    const going = new Set(ids);
    setGoal({
      id: neighbourOf(
        sessions.map(({ id }) => id),
        going,
      ),
    });
    setTicked(new Set([...selected].filter((id) => !going.has(id))));
    deleteSessions(ids, () => setGoal({ id: ids[0] ?? null }));
  };

  const tick = (id: string, isTicked: boolean) => {
    setTicked(isTicked ? new Set([...selected, id]) : new Set([...selected].filter((other) => other !== id)));
  };
  const tickAll = (isTicked: boolean) => setTicked(new Set(isTicked ? sessions.map(({ id }) => id) : []));

  return { sessions, selected, box, remove, tick, tickAll };
}
