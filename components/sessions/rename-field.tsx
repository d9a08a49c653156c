"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { Input } from "@/components/ui/input";
import { Problem } from "@/components/ui/problem";
import type { SessionSummary } from "@/lib/sessions/session";
import { changeSession } from "./change-session";

type RenameFieldProps = { session: SessionSummary; onDone: () => void };

/** A session's title to be written anew in its place. Enter keeps it, Escape leaves the old one. */
export function RenameField({ session, onDone }: RenameFieldProps) {
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const field = useRef<HTMLInputElement>(null);
  const problemId = `rename-problem-${session.id}`;

  useEffect(() => field.current?.select(), []);

  const save = async () => {
    const title = field.current?.value.trim() ?? "";
    if (state.busy) return;
    if (title === "" || title === session.title) return onDone();
    setState({ busy: true, problem: null });
    const answer = await changeSession(session, { title });
    if (answer.ok) onDone();
    else setState({ busy: false, problem: answer.error.message });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.key !== "Enter" && event.key !== "Escape") || event.nativeEvent.isComposing) return;
    // Around it the same keys do something else: a sheet closes, a run stops.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") void save();
    else onDone();
  };

  return (
    <div className="relative z-1 min-w-0 flex-1">
      <Input
        ref={field}
        type="text"
        dir="auto"
        defaultValue={session.title}
        onKeyDown={onKeyDown}
        // Whoever goes on elsewhere keeps what they have written.
        onBlur={() => void save()}
        readOnly={state.busy}
        maxLength={200}
        autoComplete="off"
        data-takes-escape
        aria-label="Title"
        aria-invalid={state.problem !== null}
        aria-describedby={state.problem === null ? undefined : problemId}
      />
      <Problem id={problemId} text={state.problem} className="mt-1" />
    </div>
  );
}
