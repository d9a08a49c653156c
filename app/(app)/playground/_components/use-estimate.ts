"use client";

import { useEffect, useState } from "react";
import { request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { Estimate } from "@/lib/runs/run";
import type { RunRequest } from "@/lib/runs/run-request";

export type Quote =
  | { state: "none" }
  | { state: "asking"; last: Estimate | null }
  /** `at`: when it was told, milliseconds since 1970. */
  | { state: "known"; estimate: Estimate; at: number }
  | { state: "refused"; status: number; error: ErrorBody };

const PAUSE_MS = 350;

/**
 * The live quote for what is about to be run: asked when the typing pauses. Null asks nothing. Another `round` asks
 * the same once more.
 */
export function useEstimate(body: RunRequest | null, round = 0): Quote {
  const [answer, setAnswer] = useState<{ asked: string; quote: Quote }>({ asked: "", quote: { state: "none" } });
  const question = body === null ? "" : JSON.stringify(body);
  const asked = question === "" ? "" : `${round} ${question}`;

  useEffect(() => {
    if (question === "") return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const options = { body: JSON.parse(question), signal: abort.signal };
      const reply = await request<Estimate>("POST", "/api/v1/playground/estimate", options).catch(() => null);
      if (reply === null || abort.signal.aborted) return;
      setAnswer({
        asked: `${round} ${question}`,
        quote: reply.ok
          ? { state: "known", estimate: reply.body, at: Date.now() }
          : { state: "refused", status: reply.status, error: reply.error },
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question, round]);

  if (asked === "") return { state: "none" };
  return answer.asked === asked ? answer.quote : { state: "asking", last: knownOf(answer.quote) };
}

/** The newest figures of a quote, also while it is asked anew. */
export function knownOf(quote: Quote): Estimate | null {
  if (quote.state === "known") return quote.estimate;
  return quote.state === "asking" ? quote.last : null;
}
