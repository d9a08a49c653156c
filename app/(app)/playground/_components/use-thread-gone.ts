"use client";

import { useEffect, useState } from "react";
import { request } from "@/components/http/request";
import type { ErrorBody } from "@/lib/errors";

/**
 * Is the thread on screen no more? The server is asked when it says of something in the thread that there is nothing:
 * that may as well be the package.
 */
export function useThreadGone(sessionId: string | null, errors: readonly (ErrorBody | undefined)[]): boolean {
  const [gone, setGone] = useState<string | null>(null);
  const doubted = errors.some((error) => error?.error === "not_found");

  useEffect(() => {
    if (sessionId === null || !doubted) return;
    const abort = new AbortController();
    const look = async () => {
      const path = `/api/v1/playground/sessions/${sessionId}`;
      const answer = await request("GET", path, { signal: abort.signal }).catch(() => null);
      if (answer?.ok === false && answer.status === 404) setGone(sessionId);
    };
    void look();
    return () => abort.abort();
  }, [sessionId, doubted]);

  return sessionId !== null && gone === sessionId;
}
