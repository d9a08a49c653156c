"use client";

import { useEffect, useState } from "react";
import { request } from "@/components/http/request";
import type { Page } from "@/lib/cursor";
import type { SessionSummary } from "@/lib/sessions/session";

const PAUSE_MS = 180;
const FOUND_MAX = 40;

type Search = { q: string; items: readonly SessionSummary[]; problem: string | null };

/**
 * Sessions with the words typed so far in their titles or texts; null while no words are typed. The last answer stays
 * while the next one is on its way.
 */
export function useSessionSearch(words: string): (Search & { isDone: boolean }) | null {
  const q = words.trim();
  const [search, setSearch] = useState<Search>({ q: "", items: [], problem: null });

  useEffect(() => {
    if (q === "") return;
    const abort = new AbortController();
    const look = async () => {
      const path = `/api/v1/playground/sessions?${new URLSearchParams({ q, limit: String(FOUND_MAX) })}`;
      const answer = await request<Page<SessionSummary>>("GET", path, { signal: abort.signal }).catch(() => null);
      if (answer === null) return;
      if (answer.ok) setSearch({ q, items: answer.body.items, problem: null });
      else setSearch({ q, items: [], problem: answer.error.message });
    };
    const timer = setTimeout(() => void look(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q]);

  return q === "" ? null : { ...search, isDone: search.q === q };
}
