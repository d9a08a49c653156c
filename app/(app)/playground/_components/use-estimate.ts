"use client";

import { useEffect, useState } from "react";
import { request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";
import type { Estimate } from "@/lib/runs/run";
import type { RunRequest } from "@/lib/runs/run-request";

export type Quote =
  | { state: "none" }
  | { state: "asking"; last: Estimate | null }
  | { state: "known"; estimate: Estimate }
  | { state: "refused"; status: number; error: ErrorBody };

const PAUSE_MS = 350;

/** The live quote for what is about to be run: asked when the typing pauses. Null asks nothing. */
export function useEstimate(body: RunRequest | null): Quote {
  const [answer, setAnswer] = useState<{ question: string; quote: Quote }>({ question: "", quote: { state: "none" } });
  const question = body === null ? "" : JSON.stringify(body);

  useEffect(() => {
    if (question === "") return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const options = { body: JSON.parse(question), signal: abort.signal };
      const reply = await request<Estimate>("POST", "/api/v1/playground/estimate", options).catch(() => null);
      if (reply === null || abort.signal.aborted) return;
      setAnswer({
        question,
        quote: reply.ok
          ? { state: "known", estimate: reply.body }
          : { state: "refused", status: reply.status, error: reply.error },
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question]);

  if (question === "") return { state: "none" };
  return answer.question === question ? answer.quote : { state: "asking", last: lastKnown(answer.quote) };
}

function lastKnown(quote: Quote): Estimate | null {
  return quote.state === "known" ? quote.estimate : null;
}
