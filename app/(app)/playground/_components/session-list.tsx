"use client";

import Link from "next/link";
import { useState } from "react";
import { useTimeZone } from "@/components/local-time";
import { useSessions } from "@/components/sessions/session-changes";
import { hrefWith } from "@/components/ui/href-with";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import { usePrepared } from "@/components/ui/use-prepared";
import type { SessionSummary } from "@/lib/sessions/session";
import { sessionDays } from "./session-days";
import { loadRename, SessionItem } from "./session-item";
import { useSessionSearch } from "./use-session-search";

export type SessionListProps = {
  sessions: readonly SessionSummary[];
  current: string | null;
  /** Deletes the thread on screen. */
  onDelete: () => void;
};

/** Threads by day: the newest, or those in which the words that are typed are found. */
export function SessionList({ sessions, current, onDelete }: SessionListProps) {
  const [words, setWords] = useState("");
  const search = useSessionSearch(words);
  const shown = useSessions(search?.items ?? sessions);
  const zone = useTimeZone();
  usePrepared(loadRename);
  if (sessions.length === 0) return <p className="text-13 text-faint">Your threads will be listed here.</p>;
  const isEmpty = search?.isDone === true && search.problem === null && shown.length === 0;
  return (
    <>
      <search aria-busy={search?.isDone === false}>
        <Input
          type="search"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder="Search"
          aria-label="Search sessions"
          autoComplete="off"
          maxLength={200}
          className="mb-3"
        />
      </search>
      <Problem text={search?.problem ?? null} />
      <p role="status" className="text-13 text-faint empty:hidden">
        {isEmpty && "Nothing found."}
      </p>
      {sessionDays(shown, zone, new Date()).map(({ day, items }) => (
        <section key={day} className="mb-4">
          <h3 className="mb-0.5 text-12 text-faint" suppressHydrationWarning>
            {day}
          </h3>
          <ul>
            {items.map((session) => (
              <SessionItem key={session.id} session={session} isCurrent={session.id === current} onDelete={onDelete} />
            ))}
          </ul>
        </section>
      ))}
      <Link
        href={hrefWith("/sessions", { q: words.trim() })}
        className="finger mt-1 mb-4 inline-flex items-center text-12 text-faint hover:text-ink hover:underline"
      >
        All sessions
      </Link>
    </>
  );
}
