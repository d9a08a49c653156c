"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Answer, request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { SharePreview } from "@/lib/sessions/share";
import { contentBody, type ShareChoices } from "./share-choices";

/** So long the choices are to rest. */
const PAUSE_MS = 250;
/** So far apart are two questions, so that a minute of ticking stays under the limit of writes. */
const APART_MS = 1_050;

type Preview = {
  /** The newest that came, also while it is asked anew. */
  newest: SharePreview | null;
  /** Is that what the choices as they are now would show? */
  isCurrent: boolean;
  /** Why the last one did not come. */
  error: ErrorBody | null;
  retry: () => void;
};

/** What readers would see of a session with these choices; asked again when those rest. The newest question wins. */
export function usePreview(sessionId: string, choices: ShareChoices): Preview {
  const [round, setRound] = useState(0);
  const [state, setState] = useState<{ asked: string; newest: SharePreview | null; error: ErrorBody | null }>({
    asked: "",
    newest: null,
    error: null,
  });
  const lastAsked = useRef(Number.NEGATIVE_INFINITY);
  const question = JSON.stringify(contentBody(choices));
  const asked = `${round} ${question}`;
  const retry = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    if (question === "null") return;
    const abort = new AbortController();
    const ask = async () => {
      lastAsked.current = performance.now();
      const path = `/api/v1/playground/sessions/${sessionId}/share/preview`;
      const sent = { body: JSON.parse(question) as unknown, signal: abort.signal };
      const answer = await request<SharePreview>("POST", path, sent).catch((): Answer<SharePreview> | null => null);
      if (answer === null || abort.signal.aborted) return;
      setState((before) => ({
        asked: `${round} ${question}`,
        newest: answer.ok ? answer.body : before.newest,
        error: answer.ok ? null : answer.error,
      }));
    };
    const isFirst = lastAsked.current === Number.NEGATIVE_INFINITY;
    const wait = isFirst ? 0 : Math.max(PAUSE_MS, lastAsked.current + APART_MS - performance.now());
    const timer = setTimeout(() => void ask(), wait);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sessionId, question, round]);

  const isAnswered = state.asked === asked;
  return {
    newest: state.newest,
    isCurrent: isAnswered && state.error === null,
    error: isAnswered ? state.error : null,
    retry,
  };
}
