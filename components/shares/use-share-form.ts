"use client";

import { useState } from "react";
import { type Answer, request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { Share } from "@/lib/sessions/share";
import type { LoadedShare } from "./load-share";
import { changedBody, choicesOf, contentBody, newShareBody, type ShareChoices } from "./share-choices";
import { newerTurns, withTurn } from "./share-turns";
import { usePreview } from "./use-preview";

type UseShareForm = { sessionId: string; loaded: LoadedShare; onChange: (() => void) | undefined };

type State = {
  link: Share | null;
  /** When the thread goes, and its link with it. */
  goesAt: string | null;
  choices: ShareChoices;
  busy: boolean;
  error: ErrorBody | null;
  /** What was done last, to be said while nothing else is chosen. */
  done: "published" | "ended" | null;
};

/** What is chosen for a link, what that would show, and the writes that make, change and end it. */
export function useShareForm({ sessionId, loaded, onChange }: UseShareForm) {
  const [state, setState] = useState<State>({
    link: loaded.link?.status === "live" ? loaded.link : null,
    goesAt: loaded.goesAt,
    choices: loaded.choices,
    busy: false,
    error: null,
    done: null,
  });
  const { link, choices, busy } = state;
  const preview = usePreview(sessionId, choices);
  const path = `/api/v1/playground/sessions/${sessionId}/share`;
  // What can't be listed any more, once turns were left out or added, is not.
  const listable = preview.newest?.listable ?? link?.listed ?? false;
  const wanted = { ...choices, listed: choices.listed && listable };
  const body = link === null ? newShareBody(wanted) : changedBody(wanted, link);
  const isEmpty = contentBody(choices) === null;
  const isRefused = (preview.newest?.refusals.length ?? 0) > 0;

  const write = async <Body>(send: () => Promise<Answer<Body>>, done: (body: Body, now: State) => Partial<State>) => {
    if (busy) return;
    setState((before) => ({ ...before, busy: true, error: null }));
    const answer = await send();
    setState((now) => ({ ...now, busy: false, ...(answer.ok ? done(answer.body, now) : { error: answer.error }) }));
    if (answer.ok) onChange?.();
  };

  const publish = () =>
    write(
      () => request<Share>(link === null ? "POST" : "PATCH", path, { body }),
      // What was chosen since is not part of it, and stays chosen.
      (made, now) =>
        now.choices === choices ? { link: made, choices: choicesOf(made), done: "published" } : { link: made },
    );

  const end = () =>
    write(
      () => request("DELETE", path),
      () => ({ link: null, done: "ended" }),
    );

  const keepThread = () =>
    write(
      () => request("PATCH", `/api/v1/playground/sessions/${sessionId}`, { body: { saved: true } }),
      () => ({ goesAt: null }),
    );

  const choose = (change: Partial<ShareChoices>) =>
    setState((before) => ({ ...before, choices: { ...before.choices, ...change }, error: null, done: null }));

  const newer = link === null ? [] : newerTurns(loaded.turns, link.runIds);
  const missing = newer.filter(({ runIds }) => !runIds.some((id) => choices.runIds.includes(id)));
  const addNewer = () => {
    choose({ runIds: missing.reduce((ids, turn) => withTurn(ids, loaded.turns, turn, true), [...choices.runIds]) });
  };

  return {
    ...state,
    preview,
    listable,
    choose,
    publish: () => void publish(),
    end: () => void end(),
    keepThread: () => void keepThread(),
    newer: missing.length,
    addNewer,
    isEmpty,
    /** Only what was seen is published. */
    canPublish: !isEmpty && !isRefused && preview.isCurrent && body !== null,
  };
}
