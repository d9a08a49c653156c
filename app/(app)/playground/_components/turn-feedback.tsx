"use client";

import clsx from "clsx";
import dynamic from "next/dynamic";
import { useRef, useState } from "react";
import { request } from "@/components/http/request";
import { useInTurn } from "@/components/http/use-in-turn";
import { arriving } from "@/components/ui/arriving";
import { Button } from "@/components/ui/button";
import type { FeedbackBody, RunFeedback } from "@/lib/runs/run-feedback";
import type { Turn } from "./turn";

const FeedbackComment = dynamic(
  () => arriving(() => import("./feedback-comment")).then((module) => module.FeedbackComment),
  { loading: () => null },
);

/** What comes after it waits as long. */
const PATIENCE_MS = 30_000;

type State = {
  said: RunFeedback | null;
  /** What of it the server is known to have. */
  kept: RunFeedback | null;
  /** The vote that the comment being written goes with. */
  writing: boolean | null;
  problem: string | null;
};

/** The reader's one vote on a run, and the comment that goes with it. */
function useFeedback(runId: string, given: RunFeedback | null) {
  const [state, setState] = useState<State>({ said: given, kept: given, writing: null, problem: null });
  const inTurn = useInTurn();

  /** Shown at once; as it was kept before where it could not be. Answers whether it was. What is said last stands. */
  const send = async (body: FeedbackBody): Promise<boolean> => {
    const { effective, comment = null } = body;
    setState((now) => ({ ...now, said: { effective, comment }, problem: null }));
    const path = `/api/v1/playground/runs/${runId}/feedback`;
    const answer = await inTurn(path, async () => {
      const given = await request<RunFeedback>("POST", path, { body, keepalive: true, patienceMs: PATIENCE_MS });
      if (given.ok) setState((now) => ({ ...now, kept: given.body }));
      return given;
    });
    if (answer === null) return false;
    setState((now) => ({ ...now, said: now.kept, problem: answer.ok ? null : answer.error.message }));
    return answer.ok;
  };

  const write = (writing: boolean | null) => setState((now) => ({ ...now, writing, problem: null }));
  return { ...state, send, write };
}

/** "Did this work?" under an answer, kept quiet; a vote opens a field for a comment. */
export function TurnFeedback({ turn, shown }: { turn: Turn; shown: boolean }) {
  if (turn.status !== "ended" || turn.runId === null) return null;
  return <RunVote runId={turn.runId} given={turn.feedback} shown={shown} />;
}

function RunVote({ runId, given, shown }: { runId: string; given: RunFeedback | null; shown: boolean }) {
  const { said, writing, problem, send, write } = useFeedback(runId, given);

  const votes = useRef<HTMLFieldSetElement>(null);

  const leave = () => {
    // The field that had the focus goes.
    const buttons = votes.current;
    (buttons?.querySelector<HTMLElement>("[aria-pressed=true]") ?? buttons?.querySelector("button"))?.focus();
    write(null);
  };

  const vote = (effective: boolean) => {
    write(effective);
    if (said?.effective === effective) return;
    // The comment goes along: its own sending may be under way.
    void send(said?.comment == null ? { effective } : { effective, comment: said.comment });
  };

  return (
    <>
      <fieldset
        ref={votes}
        className={clsx(
          "flex items-center text-12 text-faint transition-opacity sm:ml-auto",
          !shown &&
            said === null &&
            "opacity-0 focus-within:opacity-100 group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 touch:opacity-100",
        )}
      >
        <legend className="sr-only">Did this work?</legend>
        <span aria-hidden className="px-2">
          Did this work?
        </span>
        {[true, false].map((effective) => (
          <Button
            key={String(effective)}
            look="quiet"
            size="small"
            aria-pressed={said?.effective === effective}
            onClick={() => vote(effective)}
            className="aria-pressed:bg-pressed aria-pressed:text-ink"
          >
            {effective ? "Yes" : "No"}
          </Button>
        ))}
      </fieldset>
      {writing !== null && (
        <FeedbackComment
          comment={said?.comment ?? null}
          onSave={(comment) => send({ effective: writing, comment })}
          onLeave={leave}
        />
      )}
      {problem !== null && (
        <p role="alert" className="basis-full px-2 text-13 text-bad-ink">
          {problem}
        </p>
      )}
    </>
  );
}
