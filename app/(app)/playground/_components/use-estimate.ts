"use client";

import { useEffect, useState } from "react";
import type { ErrorBody } from "@/lib/errors";
import type { Estimate } from "@/lib/runs/run";
import type { RunRequest } from "@/lib/runs/run-request";
import { askQuote } from "./ask-quote";

export type Quote =
  | { state: "none" }
  | { state: "asking"; last: Estimate | null }
  /** `at`: when it was told, milliseconds since 1970. */
  | { state: "known"; estimate: Estimate; at: number }
  | { state: "refused"; status: number; error: ErrorBody };

export const NO_QUOTE: Quote = { state: "none" };

const PAUSE_MS = 350;

/**
 * The live quote for what is about to be run: asked when the typing pauses, and until somebody answers. Null asks
 * nothing. Another `round` asks the same once more.
 */
export function useEstimate(body: RunRequest | null, round = 0): Quote {
  const [answer, setAnswer] = useState<{ asked: string; quote: Quote }>({ asked: "", quote: NO_QUOTE });
  const question = body === null ? "" : JSON.stringify(body);
  const asked = question === "" ? "" : `${round} ${question}`;

  useEffect(() => {
    if (question === "") return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void askQuote(JSON.parse(question), abort.signal, (reply) => {
        setAnswer({
          asked: `${round} ${question}`,
          quote: reply.ok
            ? { state: "known", estimate: reply.body, at: Date.now() }
            : { state: "refused", status: reply.status, error: reply.error },
        });
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question, round]);

  if (asked === "") return NO_QUOTE;
  return answer.asked === asked ? answer.quote : { state: "asking", last: knownOf(answer.quote) };
}

/** The newest figures of a quote, also while it is asked anew. */
export function knownOf(quote: Quote): Estimate | null {
  if (quote.state === "known") return quote.estimate;
  return quote.state === "asking" ? quote.last : null;
}
