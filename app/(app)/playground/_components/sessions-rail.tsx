"use client";

import clsx from "clsx";
import { PanelLeft, Plus } from "lucide-react";
import Link from "next/link";
import { memo, useState } from "react";
import { useTimeZone } from "@/components/local-time";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import type { SessionSummary } from "@/lib/sessions/session";
import { sessionDays } from "./session-days";

type SessionListProps = { sessions: readonly SessionSummary[]; current: string | null };

/** Threads by day, with a filter over their titles. */
export function SessionList({ sessions, current }: SessionListProps) {
  const [words, setWords] = useState("");
  const zone = useTimeZone();
  const wanted = words.trim().toLowerCase();
  const shown = sessions.filter(({ title, packageName }) => `${title} ${packageName}`.toLowerCase().includes(wanted));
  return (
    <>
      {sessions.length > 5 && (
        <Input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder="Filter"
          aria-label="Filter sessions"
          className="mb-3"
        />
      )}
      {sessions.length === 0 && <p className="text-13 text-faint">Your threads will be listed here.</p>}
      {sessions.length > 0 && shown.length === 0 && <p className="text-13 text-faint">None fits.</p>}
      {sessionDays(shown, zone, new Date()).map(({ day, items }) => (
        <section key={day} className="mb-4">
          <h3 className="mb-0.5 text-12 text-faint" suppressHydrationWarning>
            {day}
          </h3>
          <ul>
            {items.map(({ id, title, packageName }) => (
              <li key={id}>
                <Link
                  href={`/playground?session=${id}`}
                  aria-current={id === current ? "page" : undefined}
                  className={clsx(
                    "finger -mx-2 block rounded-control px-2 py-1 text-13",
                    id === current ? "bg-sunken" : "text-soft hover:bg-sunken hover:text-ink",
                  )}
                >
                  <span className="block truncate">{title}</span>
                  <span className="block truncate text-12 text-faint">{packageName ?? "No package"}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

type SessionsRailProps = SessionListProps & { onNew: () => void };

/** The left column on a wide screen; it folds to a strip. */
export const SessionsRail = memo(function SessionsRail({ sessions, current, onNew }: SessionsRailProps) {
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
          <SessionList sessions={sessions} current={current} />
        </div>
      )}
    </aside>
  );
});
